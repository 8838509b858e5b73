namespace ModelGen.Conformance.Harness;

/// <summary>What is tested of every sample model.</summary>
internal interface ISampleTest
{
    /// <summary>Tests a model.</summary>
    /// <typeparam name="TModel">The class.</typeparam>
    /// <param name="weights">Its weights.</param>
    void Check<TModel>(ModelWeights weights)
        where TModel : IModel<TModel>;
}

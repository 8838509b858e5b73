namespace ModelGen;

/// <summary>Something with trained parameters: layers, and by generated code every [Module] and [Model] class.</summary>
public interface IParameterized
{
    /// <summary>Takes the parameters below <paramref name="scope"/>.</summary>
    void Bind(ParameterScope scope);
}

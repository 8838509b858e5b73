using System;

namespace ModelGen;

/// <summary>What the generator implements on every [Model] class.</summary>
/// <typeparam name="TSelf">The class itself.</typeparam>
public interface IModel<TSelf>
    where TSelf : IModel<TSelf>
{
    /// <summary>Inputs, outputs, parameters, layers and costs.</summary>
    static abstract ModelInfo Info { get; }

    /// <summary>A model with the given weights.</summary>
    /// <exception cref="ModelWeightsException">A tensor is missing, unknown, misshapen or malformed.</exception>
    static abstract TSelf Create(ModelWeights weights, ModelOptions? options = null);

    /// <summary>The weights that the model was made with. Embedded weights of which nothing was needed yet are opened by the first call.</summary>
    /// <exception cref="InvalidOperationException">The model was made with its constructor instead of <c>Create</c>.</exception>
    /// <exception cref="ModelWeightsException">Embedded weights are malformed.</exception>
    ModelWeights Weights { get; }

    /// <summary>
    /// Runs on the model's own context with untyped buffers, for callers that do not know the model: tools and tests.
    /// </summary>
    /// <param name="inputs">One array an input, in order, of its element type (<see cref="float"/>, <see cref="int"/>, <see cref="byte"/>, <see cref="sbyte"/>) and of exactly its number of elements.</param>
    /// <param name="outputs">One array an output, in order, of its element type and of exactly its number of elements.</param>
    /// <exception cref="ArgumentException">The number, element type or length of the arrays is wrong.</exception>
    /// <exception cref="InvalidOperationException">Another run uses the model's own context.</exception>
    void Run(Array[] inputs, Array[] outputs);
}

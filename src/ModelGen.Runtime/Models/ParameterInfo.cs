using ModelGen.IR;

namespace ModelGen;

/// <summary>A trained tensor that a model needs.</summary>
/// <param name="Path">Its dotted name in the weights file.</param>
/// <param name="Type">Its element type and its shape, in the order of the weights file.</param>
public sealed record ParameterInfo(string Path, TensorType Type)
{
    /// <summary>The number of its elements.</summary>
    public int Count => Type.Shape.ElementCount;
}

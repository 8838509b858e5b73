using ModelGen.IR;

namespace ModelGen.Generator.Tracing.Values;

/// <summary>A tensor: the result of a node of the graph.</summary>
internal sealed class TensorValue(int node, TensorType type) : Value
{
    /// <summary>The id of the node.</summary>
    public int Node { get; } = node;

    /// <summary>Element type and shape.</summary>
    public TensorType Type { get; } = type;

    /// <summary>The extents.</summary>
    public Shape Shape => Type.Shape;

    /// <inheritdoc/>
    public override string Describe() => $"a tensor {Type}";
}

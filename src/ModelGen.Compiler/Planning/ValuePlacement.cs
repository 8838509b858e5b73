namespace ModelGen.Compiler.Planning;

/// <summary>Why a value lies in the buffer that it lies in.</summary>
public enum BufferSharing
{
    /// <summary>The value is the first of its buffer.</summary>
    Own,

    /// <summary>A reshaped view of another value: nothing is computed or copied for it.</summary>
    View,

    /// <summary>The node writes its result over an operand that dies there.</summary>
    InPlace,
}

/// <summary>
/// Where the result of a node lies. Nodes that depend on parameters and literals only have none: they are constants of the link step.
/// </summary>
/// <param name="Node">The id of the node.</param>
/// <param name="Buffer">An index into <see cref="MemoryPlan.Buffers"/>.</param>
/// <param name="Layout">How it lies there, from the start of the buffer.</param>
/// <param name="Sharing">Whether it shares the buffer with an earlier value.</param>
/// <param name="Of">The id of the value whose place it takes or that it views; its own for <see cref="BufferSharing.Own"/>.</param>
public readonly record struct ValuePlacement(int Node, int Buffer, TensorLayout Layout, BufferSharing Sharing, int Of);

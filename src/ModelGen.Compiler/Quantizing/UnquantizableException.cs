using System;

namespace ModelGen.Compiler.Quantizing;

/// <summary>A node whose 8-bit form its calibration or its extents rule out.</summary>
/// <param name="node">The id of the node.</param>
/// <param name="message">What is wrong and what to do.</param>
internal sealed class UnquantizableException(int node, string message) : Exception(message)
{
    /// <summary>The id of the node.</summary>
    public int Node { get; } = node;
}

using System;

namespace ModelGen.Numerics;

/// <summary>Weights that cannot be quantized as the graph asks; the message says which channel, why, and what to do.</summary>
public sealed class QuantizationException : InvalidOperationException
{
    /// <summary>With a message.</summary>
    public QuantizationException(string message)
        : base(message)
    {
    }
}

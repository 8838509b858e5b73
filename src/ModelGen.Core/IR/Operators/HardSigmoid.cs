using System;

namespace ModelGen.IR.Operators;

/// <summary>x / 6 + 1 / 2, clipped to 0 … 1: PyTorch's definition, not Keras' (x / 5 + 1 / 2).</summary>
public sealed record HardSigmoid : UnaryOperator
{
    /// <inheritdoc/>
    public override float Apply(float x) => Math.Min(Math.Max(x + 3, 0), 6) / 6;
}

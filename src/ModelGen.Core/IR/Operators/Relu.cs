using System;

namespace ModelGen.IR.Operators;

/// <summary>max(x, 0). A NaN stays a NaN.</summary>
public sealed record Relu : UnaryOperator
{
    /// <inheritdoc/>
    public override float Apply(float x) => Math.Max(x, 0);
}

using System;

namespace ModelGen.IR.Operators;

/// <summary>The square root; NaN below 0.</summary>
public sealed record Sqrt : UnaryOperator
{
    /// <inheritdoc/>
    public override float Apply(float x) => (float)Math.Sqrt(x);
}

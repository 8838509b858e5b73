using System;

namespace ModelGen.IR.Operators;

/// <summary>The absolute value.</summary>
public sealed record Abs : UnaryOperator
{
    /// <inheritdoc/>
    public override float Apply(float x) => Math.Abs(x);
}

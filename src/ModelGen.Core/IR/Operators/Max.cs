using System;

namespace ModelGen.IR.Operators;

/// <summary>The greater of a and b; NaN when either is. Shapes broadcast by numpy's rule.</summary>
public sealed record Max : BinaryOperator
{
    /// <inheritdoc/>
    public override float Apply(float a, float b) => Math.Max(a, b);
}

using System;

namespace ModelGen.IR.Operators;

/// <summary>The lesser of a and b; NaN when either is. Shapes broadcast by numpy's rule.</summary>
public sealed record Min : BinaryOperator
{
    /// <inheritdoc/>
    public override float Apply(float a, float b) => Math.Min(a, b);
}

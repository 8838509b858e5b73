using System;

namespace ModelGen.IR.Operators;

/// <summary>x · hardsigmoid(x), with the x / 6 + 1 / 2 of <see cref="HardSigmoid"/>.</summary>
public sealed record HardSwish : UnaryOperator
{
    /// <inheritdoc/>
    public override float Apply(float x) => x * (Math.Min(Math.Max(x + 3, 0), 6) / 6);
}

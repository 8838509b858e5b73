using System;

namespace ModelGen.IR.Operators;

/// <summary>The hyperbolic tangent.</summary>
public sealed record Tanh : UnaryOperator
{
    /// <inheritdoc/>
    public override float Apply(float x) => (float)Math.Tanh(x);
}

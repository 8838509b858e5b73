using System;

namespace ModelGen.IR.Operators;

/// <summary>The natural exponential.</summary>
public sealed record Exp : UnaryOperator
{
    /// <inheritdoc/>
    public override float Apply(float x) => (float)Math.Exp(x);
}

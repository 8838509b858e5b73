using System;

namespace ModelGen.IR.Operators;

/// <summary>1 / (1 + exp(−x)).</summary>
public sealed record Sigmoid : UnaryOperator
{
    /// <inheritdoc/>
    public override float Apply(float x) => (float)(1 / (1 + Math.Exp(-x)));
}

using ModelGen.Numerics;

namespace ModelGen.IR.Operators;

/// <summary>1 / (1 + exp(−x)).</summary>
public sealed record Sigmoid : UnaryOperator
{
    /// <inheritdoc/>
    public override float Apply(float x) => (float)(1 / (1 + PortableMath.Exp(-x)));
}

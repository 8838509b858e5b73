using ModelGen.Numerics;

namespace ModelGen.IR.Operators;

/// <summary>x / (1 + exp(−x)), also known as swish.</summary>
public sealed record Silu : UnaryOperator
{
    /// <inheritdoc/>
    public override float Apply(float x) => (float)(x / (1 + PortableMath.Exp(-x)));
}

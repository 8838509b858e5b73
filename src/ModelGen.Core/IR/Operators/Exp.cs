using ModelGen.Numerics;

namespace ModelGen.IR.Operators;

/// <summary>The natural exponential.</summary>
public sealed record Exp : UnaryOperator
{
    /// <inheritdoc/>
    public override float Apply(float x) => (float)PortableMath.Exp(x);
}

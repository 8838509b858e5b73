using ModelGen.Numerics;

namespace ModelGen.IR.Operators;

/// <summary>The hyperbolic tangent.</summary>
public sealed record Tanh : UnaryOperator
{
    /// <inheritdoc/>
    public override float Apply(float x) => (float)PortableMath.Tanh(x);
}

namespace ModelGen.IR.Operators;

/// <summary>−x.</summary>
public sealed record Negate : UnaryOperator
{
    /// <inheritdoc/>
    public override float Apply(float x) => -x;
}

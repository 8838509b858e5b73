namespace ModelGen.IR.Operators;

/// <summary>a + b. Shapes broadcast by numpy's rule.</summary>
public sealed record Add : BinaryOperator
{
    /// <inheritdoc/>
    public override float Apply(float a, float b) => a + b;
}

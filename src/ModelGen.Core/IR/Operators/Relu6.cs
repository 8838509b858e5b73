using System;

namespace ModelGen.IR.Operators;

/// <summary>min(max(x, 0), 6). A NaN stays a NaN.</summary>
public sealed record Relu6 : UnaryOperator
{
    /// <inheritdoc/>
    public override float Apply(float x) => Math.Min(Math.Max(x, 0), 6);
}

using System;
using System.Collections.Generic;
using ModelGen.IR.Text;

namespace ModelGen.IR.Operators;

/// <summary>min(max(x, <paramref name="Min"/>), <paramref name="Max"/>). A NaN stays a NaN.</summary>
public sealed record Clip(float Min, float Max) : UnaryOperator
{
    /// <inheritdoc/>
    public override float Apply(float x) => Math.Min(Math.Max(x, Min), Max);

    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs) =>
        Min <= Max ? base.Infer(inputs) : Inference.Fail(FormattableString.Invariant($"clips to {Min} … {Max}, but the lower bound must not exceed the upper."));

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer)
    {
        writer.Float("min", Min);
        writer.Float("max", Max);
    }

    internal static Clip Read(AttributeReader reader) => new(reader.Float("min"), reader.Float("max"));
}

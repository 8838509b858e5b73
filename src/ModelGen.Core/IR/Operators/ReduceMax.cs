using System;
using ModelGen.IR.Text;

namespace ModelGen.IR.Operators;

/// <summary>The greatest element along some axes. Of f32, u8 or i8.</summary>
/// <param name="Axes">Distinct, from 0, at least one.</param>
/// <param name="KeepDims">Whether the axes stay, with extent 1.</param>
public sealed record ReduceMax(EquatableArray<int> Axes, bool KeepDims) : ReduceOperator(Axes, KeepDims)
{
    /// <inheritdoc/>
    protected override double Start => double.NegativeInfinity;

    private protected override bool AcceptsBytes => true;

    /// <inheritdoc/>
    protected override double Combine(double result, double element) => Math.Max(result, element);

    internal static ReduceMax Read(AttributeReader reader) => new(reader.Ints("axes"), reader.Bool("keepDims"));
}

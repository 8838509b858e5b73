using ModelGen.IR.Text;

namespace ModelGen.IR.Operators;

/// <summary>The sum along some axes.</summary>
/// <param name="Axes">Distinct, from 0, at least one.</param>
/// <param name="KeepDims">Whether the axes stay, with extent 1.</param>
public sealed record ReduceSum(EquatableArray<int> Axes, bool KeepDims) : ReduceOperator(Axes, KeepDims)
{
    /// <inheritdoc/>
    protected override double Start => 0;

    /// <inheritdoc/>
    protected override double Combine(double result, double element) => result + element;

    internal static ReduceSum Read(AttributeReader reader) => new(reader.Ints("axes"), reader.Bool("keepDims"));
}

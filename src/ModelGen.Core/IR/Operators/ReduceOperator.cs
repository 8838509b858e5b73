using System.Collections.Generic;
using System.Linq;
using ModelGen.IR.Text;

namespace ModelGen.IR.Operators;

/// <summary>Combines the elements along some axes into one; the axes are dropped, or kept with extent 1.</summary>
/// <param name="Axes">Distinct, from 0, at least one.</param>
/// <param name="KeepDims">Whether the axes stay, with extent 1.</param>
public abstract record ReduceOperator(EquatableArray<int> Axes, bool KeepDims) : Operator
{
    /// <summary>The result of no elements.</summary>
    protected abstract double Start { get; }

    /// <summary>Whether u8 and i8 are taken besides f32: the result is one of the elements.</summary>
    private protected virtual bool AcceptsBytes => false;

    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs)
    {
        if ((AcceptsBytes ? ShapeRule.Value(inputs) : ShapeRule.Floats(inputs, 1)) is { } failure)
        {
            return failure;
        }

        Shape x = inputs[0].Shape;
        foreach (int axis in Axes)
        {
            if (ShapeRule.Axis(axis, x) is { } outside)
            {
                return outside;
            }
        }

        return Axes.Count == 0 || Axes.Distinct().Count() != Axes.Count
            ? Inference.Fail($"needs at least one axis and each once, but got {ShapeRule.List(Axes)}.")
            : ShapeRule.Result([.. Enumerable.Range(0, x.Rank).Where(a => KeepDims || !Axes.Contains(a)).Select(a => Axes.Contains(a) ? 1L : x[a])], inputs[0].Element);
    }

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output)
    {
        Shape x = inputs[0].Shape;
        Shape kept = new([.. Enumerable.Range(0, x.Rank).Select(a => Axes.Contains(a) ? 1 : x[a])]);
        int[] targets = Strided.Offsets(x, Broadcasting.Strides(kept, x));
        float[] values = inputs[0].ToFloats();
        double[] results = [.. Enumerable.Repeat(Start, kept.ElementCount)];
        for (int i = 0; i < values.Length; i++)
        {
            results[targets[i]] = Combine(results[targets[i]], values[i]);
        }

        return Tensor.FromFloats(output, [.. results.Select(r => (float)Finish(r, values.Length / results.Length))]);
    }

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer)
    {
        writer.Ints("axes", Axes);
        writer.Bool("keepDims", KeepDims);
    }

    /// <summary>Takes in one more element.</summary>
    protected abstract double Combine(double result, double element);

    /// <summary>Makes the result from the combination of <paramref name="count"/> elements.</summary>
    protected virtual double Finish(double combined, int count) => combined;
}

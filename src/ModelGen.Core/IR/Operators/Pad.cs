using System.Collections.Generic;
using System.Linq;
using ModelGen.IR.Text;

namespace ModelGen.IR.Operators;

/// <summary>Surrounds a tensor with a constant: for each axis, the number of elements before and after.</summary>
public sealed record Pad(EquatableArray<int> Before, EquatableArray<int> After, float Value) : Operator
{
    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs)
    {
        if (ShapeRule.Floats(inputs, 1) is { } failure)
        {
            return failure;
        }

        Shape x = inputs[0].Shape;
        if (Before.Count != x.Rank || After.Count != x.Rank)
        {
            return Inference.Fail($"the amounts before {ShapeRule.List(Before)} and after {ShapeRule.List(After)} must have a value for each axis of {x}.");
        }

        return Before.Any(b => b < 0) || After.Any(a => a < 0)
            ? Inference.Fail($"the amounts before {ShapeRule.List(Before)} and after {ShapeRule.List(After)} must be at least 0.")
            : ShapeRule.Result([.. x.Select((extent, axis) => (long)extent + Before[axis] + After[axis])]);
    }

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output)
    {
        var result = new float[output.Shape.ElementCount];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = Value;
        }

        int[] strides = output.Shape.Strides();
        int start = 0;
        for (int axis = 0; axis < strides.Length; axis++)
        {
            start += Before[axis] * strides[axis];
        }

        int[] targets = Strided.Offsets(inputs[0].Shape, strides, start);
        float[] x = inputs[0].Floats;
        for (int i = 0; i < x.Length; i++)
        {
            result[targets[i]] = x[i];
        }

        return new Tensor(output.Shape, result);
    }

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer)
    {
        writer.Ints("before", Before);
        writer.Ints("after", After);
        writer.Float("value", Value);
    }

    internal static Pad Read(AttributeReader reader) => new(reader.Ints("before"), reader.Ints("after"), reader.Float("value"));
}

using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Calibration;
using ModelGen.IR.Text;

namespace ModelGen.IR.Operators;

/// <summary>
/// Surrounds a tensor with a constant: for each axis, the number of elements before and after. Of f32, u8 or i8; around bytes, the
/// constant is a quantized value.
/// </summary>
public sealed record Pad(EquatableArray<int> Before, EquatableArray<int> After, float Value) : Operator
{
    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs)
    {
        if (ShapeRule.Value(inputs) is { } failure)
        {
            return failure;
        }

        Shape x = inputs[0].Shape;
        if (Before.Count != x.Rank || After.Count != x.Rank)
        {
            return Inference.Fail($"the amounts before {ShapeRule.List(Before)} and after {ShapeRule.List(After)} must have a value for each axis of {x}.");
        }

        if (inputs[0].Element != ElementType.Float32 && !(Value >= AffineRange.Minimum(inputs[0].Element) && Value <= AffineRange.Maximum(inputs[0].Element) && Value == (int)Value))
        {
            return Inference.Fail(FormattableString.Invariant($"the value around {inputs[0]} is one of its element type, but it is {Value}."));
        }

        return Before.Any(b => b < 0) || After.Any(a => a < 0)
            ? Inference.Fail($"the amounts before {ShapeRule.List(Before)} and after {ShapeRule.List(After)} must be at least 0.")
            : ShapeRule.Result([.. x.Select((extent, axis) => (long)extent + Before[axis] + After[axis])], inputs[0].Element);
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
        float[] x = inputs[0].ToFloats();
        for (int i = 0; i < x.Length; i++)
        {
            result[targets[i]] = x[i];
        }

        return Tensor.FromFloats(output, result);
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

using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.IR.Text;

namespace ModelGen.IR.Operators;

/// <summary>Joins one or more tensors along an axis; all other extents are equal. Of f32, u8 or i8, the same for all.</summary>
public sealed record Concat(int Axis) : Operator
{
    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs)
    {
        if ((ShapeRule.Values(inputs, 1, int.MaxValue) ?? ShapeRule.Axis(Axis, inputs[0].Shape)) is { } failure)
        {
            return failure;
        }

        Shape first = inputs[0].Shape;
        foreach (TensorType input in inputs)
        {
            if (input.Shape.Rank != first.Rank || input.Shape.With(Axis, 1) != first.With(Axis, 1))
            {
                return Inference.Fail($"the shapes {string.Join(", ", inputs.Select(i => i.Shape))} must agree on every axis but {Axis}.");
            }
        }

        long[] extents = [.. first.Select(e => (long)e)];
        extents[Axis] = inputs.Sum(i => (long)i.Shape[Axis]);
        return ShapeRule.Result(extents, inputs[0].Element);
    }

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output)
    {
        Array result = Tensor.Zeros(output);
        (int outer, int extent, int inner) = Strided.Split(output.Shape, Axis);
        int start = 0;
        foreach (Tensor input in inputs)
        {
            int length = input.Shape[Axis] * inner;
            for (int o = 0; o < outer; o++)
            {
                Array.Copy(input.Data, o * length, result, (o * extent * inner) + start, length);
            }

            start += length;
        }

        return Tensor.Over(output, result);
    }

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer) => writer.Int("axis", Axis);

    internal static Concat Read(AttributeReader reader) => new(reader.Int("axis"));
}

using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.IR.Text;

namespace ModelGen.IR.Operators;

/// <summary>
/// Selects slices of f32, u8 or i8 data by index along an axis: data (a…, n, b…) and i32 indices (i…) yield (a…, i…, b…). An index lies in
/// 0 … n − 1; any other throws <see cref="ArgumentOutOfRangeException"/> when it is met.
/// </summary>
public sealed record Gather(int Axis) : Operator
{
    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs)
    {
        if (ShapeRule.Arity(inputs, 2, 2) is { } failure)
        {
            return failure;
        }

        if (inputs[0].Element == ElementType.Int32 || inputs[1].Element != ElementType.Int32)
        {
            return Inference.Fail($"needs f32, u8 or i8 data and i32 indices, but got {inputs[0]} and {inputs[1]}.");
        }

        Shape x = inputs[0].Shape;
        return ShapeRule.Axis(Axis, x) ?? ShapeRule.Result([.. x.Take(Axis).Concat(inputs[1].Shape).Concat(x.Skip(Axis + 1)).Select(e => (long)e)], inputs[0].Element);
    }

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output)
    {
        (int outer, int extent, int inner) = Strided.Split(inputs[0].Shape, Axis);
        int[] indices = inputs[1].Ints;
        Array result = Tensor.Zeros(output);
        for (int o = 0; o < outer; o++)
        {
            for (int i = 0; i < indices.Length; i++)
            {
                if ((uint)indices[i] >= (uint)extent)
                {
                    throw new ArgumentOutOfRangeException(nameof(inputs), $"Index {indices[i]} at position {i} is outside of the {extent} slices of {inputs[0].Shape} along axis {Axis}.");
                }

                Array.Copy(inputs[0].Data, ((o * extent) + indices[i]) * inner, result, ((o * indices.Length) + i) * inner, inner);
            }
        }

        return Tensor.Over(output, result);
    }

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer) => writer.Int("axis", Axis);

    internal static Gather Read(AttributeReader reader) => new(reader.Int("axis"));
}

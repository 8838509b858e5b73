using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.IR.Text;
using ModelGen.Numerics;

namespace ModelGen.IR.Operators;

/// <summary>
/// <see cref="MatMul"/> of two quantized activations, u8 or i8 each: (…, m, k) × (…, k, n) → (…, m, n). The int32 accumulator is
/// Σ(a − zero point) · (b − zero point); axes so long that it could overflow are refused. The result is that of
/// <see cref="Requantization"/>.
/// </summary>
/// <param name="A">The quantization of the left operand.</param>
/// <param name="B">The quantization of the right operand.</param>
/// <param name="Y">The quantization of the result.</param>
/// <param name="Element">The element type of the result: UInt8 or Int8.</param>
/// <param name="Min">The least result, in quantized units.</param>
/// <param name="Max">The greatest result, in quantized units.</param>
/// <param name="Rounding">How accumulators become results.</param>
public sealed record QuantizedMatMul(Quantization A, Quantization B, Quantization Y, ElementType Element, int Min, int Max, RoundingRule Rounding) : Operator
{
    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs)
    {
        if ((ShapeRule.Arity(inputs, 2, 2) ?? QuantizedRule.Operand(inputs[0], 1, A) ?? QuantizedRule.Operand(inputs[1], 2, B) ?? QuantizedRule.Result(Y, Element, Rounding)
            ?? QuantizedRule.Clamp(Min, Max, Element) ?? QuantizedRule.Multiplier(() => new Requantization(Rounding, A.Scale, B.Scale, Y.Scale))) is { } failure)
        {
            return failure;
        }

        Inference result = QuantizedRule.Shapes(new MatMul(), inputs.Select(i => i.Shape), Element);
        if (result.Error is not null)
        {
            return result;
        }

        long bound = (long)inputs[0].Shape[-1] * QuantizedRule.Reach(A, inputs[0].Element) * QuantizedRule.Reach(B, inputs[1].Element);
        return bound <= int.MaxValue
            ? result
            : Inference.Fail(FormattableString.Invariant($"sums of {inputs[0].Shape[-1]} products can reach {bound}, beyond the 2147483647 of an int32 accumulator."));
    }

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output)
    {
        Shape a = inputs[0].Shape, b = inputs[1].Shape, batch = Batch(output.Shape);
        int rows = a[-2], depth = a[-1], columns = b[-1], index = 0;
        int[] left = Strided.Offsets(batch, Broadcasting.Strides(Batch(a), batch));
        int[] right = Strided.Offsets(batch, Broadcasting.Strides(Batch(b), batch));
        int[] p = inputs[0].ToInts(), q = inputs[1].ToInts();
        var requantization = new Requantization(Rounding, A.Scale, B.Scale, Y.Scale);
        var result = new int[output.Shape.ElementCount];
        for (int matrix = 0; matrix < left.Length; matrix++)
        {
            for (int row = 0; row < rows; row++)
            {
                int start = (left[matrix] * rows * depth) + (row * depth);
                for (int column = 0; column < columns; column++)
                {
                    int down = (right[matrix] * depth * columns) + column, sum = 0;
                    for (int k = 0; k < depth; k++)
                    {
                        sum += (p[start + k] - A.ZeroPoint) * (q[down + (k * columns)] - B.ZeroPoint);
                    }

                    result[index++] = requantization.Apply(sum, Y.ZeroPoint, Min, Max);
                }
            }
        }

        return Tensor.FromInts(output, result);
    }

    /// <inheritdoc/>
    public override long Macs(IReadOnlyList<TensorType> inputs, TensorType output) => (long)output.Shape.ElementCount * inputs[0].Shape[-1];

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer)
    {
        writer.Quantization("a", A);
        writer.Quantization("b", B);
        writer.Quantization("y", Y);
        writer.Enum("element", Element);
        writer.Int("min", Min);
        writer.Int("max", Max);
        writer.Enum("rounding", Rounding);
    }

    internal static QuantizedMatMul Read(AttributeReader reader) => new(
        reader.Quantization("a"), reader.Quantization("b"), reader.Quantization("y"), reader.Enum<ElementType>("element"), reader.Int("min"), reader.Int("max"), reader.Enum<RoundingRule>("rounding"));

    private static Shape Batch(Shape shape) => new([.. shape.Take(shape.Rank - 2)]);
}

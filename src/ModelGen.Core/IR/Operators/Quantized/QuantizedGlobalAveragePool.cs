using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Calibration;
using ModelGen.IR.Text;
using ModelGen.Numerics;

namespace ModelGen.IR.Operators;

/// <summary>
/// The mean of each plane of a quantized image: (N, H, W, C) → (N, 1, 1, C). The accumulator is Σ(x − zero point), the result that of
/// <see cref="Requantization.OfMean"/>. Planes so large that the accumulator could overflow are refused.
/// </summary>
/// <param name="X">The quantization of the input.</param>
/// <param name="Y">The quantization of the result.</param>
/// <param name="Element">The element type of the result: UInt8 or Int8.</param>
/// <param name="Rounding">How accumulators become results.</param>
public sealed record QuantizedGlobalAveragePool(Quantization X, Quantization Y, ElementType Element, RoundingRule Rounding) : Operator
{
    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs)
    {
        if ((ShapeRule.Arity(inputs, 1, 1) ?? QuantizedRule.Operand(inputs[0], 1, X) ?? QuantizedRule.Result(Y, Element, Rounding) ?? ShapeRule.Image(inputs[0])) is { } failure)
        {
            return failure;
        }

        Shape x = inputs[0].Shape;
        long bound = (long)x[1] * x[2] * QuantizedRule.Reach(X, inputs[0].Element);
        if (bound > int.MaxValue)
        {
            return Inference.Fail(FormattableString.Invariant($"the sum of {x[1]}×{x[2]} elements can reach {bound}, beyond the 2147483647 of an int32 accumulator."));
        }

        return QuantizedRule.Multiplier(() => Requantization.OfMean(Rounding, X.Scale, Y.Scale, x[1] * x[2])) is { } multiplier
            ? multiplier
            : new TensorType(Element, new Shape(x[0], 1, 1, x[3]));
    }

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output)
    {
        Shape x = inputs[0].Shape;
        int plane = x[1] * x[2], channels = x[3];
        int[] values = inputs[0].ToInts();
        var sums = new int[output.Shape.ElementCount];
        for (int i = 0; i < values.Length; i++)
        {
            sums[(i / (plane * channels) * channels) + (i % channels)] += values[i] - X.ZeroPoint;
        }

        Requantization mean = Requantization.OfMean(Rounding, X.Scale, Y.Scale, plane);
        return Tensor.FromInts(output, [.. sums.Select(s => mean.Apply(s, Y.ZeroPoint, AffineRange.Minimum(Element), AffineRange.Maximum(Element)))]);
    }

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer)
    {
        writer.Quantization("x", X);
        writer.Quantization("y", Y);
        writer.Enum("element", Element);
        writer.Enum("rounding", Rounding);
    }

    internal static QuantizedGlobalAveragePool Read(AttributeReader reader) =>
        new(reader.Quantization("x"), reader.Quantization("y"), reader.Enum<ElementType>("element"), reader.Enum<RoundingRule>("rounding"));
}

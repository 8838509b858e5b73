using System;
using ModelGen.IR.Text;
using ModelGen.Numerics;

namespace ModelGen.IR.Operators;

/// <summary>
/// a · b of quantized values. Under <see cref="RoundingRule.Onnx"/> in single precision, the zero point inside of the rounding; under
/// <see cref="RoundingRule.TfLite"/> in fixed point.
/// </summary>
public sealed record QuantizedMul(Quantization A, Quantization B, Quantization Y, ElementType Element, int Min, int Max, RoundingRule Rounding)
    : QuantizedBinaryOperator(A, B, Y, Element, Min, Max, Rounding)
{
    internal static QuantizedMul Read(AttributeReader reader) => new(
        reader.Quantization("a"), reader.Quantization("b"), reader.Quantization("y"), reader.Enum<ElementType>("element"), reader.Int("min"), reader.Int("max"), reader.Enum<RoundingRule>("rounding"))
    {
        IsShifted = QuantizedRule.ReadShifted(reader),
    };

    private protected override Func<int, int, double> MakeFunction()
    {
        float multiplier = RequireFinite((float)((float)(A.Scale * B.Scale) / Y.Scale), "The product of the scales by that of the result");
        if (Rounding == RoundingRule.Onnx)
        {
            int shift = Shift;
            return (a, b) =>
                Math.Round((double)(float)((float)((float)((a - A.ZeroPoint) * (b - B.ZeroPoint)) * multiplier) + (Y.ZeroPoint - shift)), MidpointRounding.ToEven) + shift;
        }

        FixedPointMultiplier fixedPoint = FixedPointMultiplier.From(multiplier);
        return (a, b) => (double)fixedPoint.Apply((a - A.ZeroPoint) * (b - B.ZeroPoint)) + Y.ZeroPoint;
    }
}

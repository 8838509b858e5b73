using System;
using ModelGen.IR.Text;
using ModelGen.Numerics;

namespace ModelGen.IR.Operators;

/// <summary>
/// a + b of quantized values. Under <see cref="RoundingRule.Onnx"/> fused multiply-adds of the bytes themselves, the zero point inside of
/// the rounding; under <see cref="RoundingRule.TfLite"/> fixed point with 20 bits of headroom.
/// </summary>
public sealed record QuantizedAdd(Quantization A, Quantization B, Quantization Y, ElementType Element, int Min, int Max, RoundingRule Rounding)
    : QuantizedBinaryOperator(A, B, Y, Element, Min, Max, Rounding)
{
    private const int Headroom = 20;

    internal static QuantizedAdd Read(AttributeReader reader) => new(
        reader.Quantization("a"), reader.Quantization("b"), reader.Quantization("y"), reader.Enum<ElementType>("element"), reader.Int("min"), reader.Int("max"), reader.Enum<RoundingRule>("rounding"))
    {
        IsShifted = QuantizedRule.ReadShifted(reader),
    };

    private protected override Func<int, int, double> MakeFunction() => Rounding == RoundingRule.Onnx ? Onnx() : TfLite();

    private Func<int, int, double> Onnx()
    {
        float left = RequireFinite((float)(A.Scale / Y.Scale), "The first scale by that of the result");
        float right = RequireFinite((float)(B.Scale / Y.Scale), "The second scale by that of the result");
        int shift = Shift;
        float zeroes = SinglePrecision.FusedMultiplyAdd(left, A.ZeroPoint - shift, (float)(right * (B.ZeroPoint - shift)));
        float offset = RequireFinite((float)(Y.ZeroPoint - shift - zeroes), "The term of the zero points");
        return (a, b) =>
            Math.Round((double)SinglePrecision.FusedMultiplyAdd(a - shift, left, SinglePrecision.FusedMultiplyAdd(b - shift, right, offset)), MidpointRounding.ToEven) + shift;
    }

    private Func<int, int, double> TfLite()
    {
        double twiceGreatest = 2 * (double)Math.Max(A.Scale, B.Scale);
        FixedPointMultiplier left = FixedPointMultiplier.From(A.Scale / twiceGreatest), right = FixedPointMultiplier.From(B.Scale / twiceGreatest);
        FixedPointMultiplier result = FixedPointMultiplier.From(twiceGreatest / ((1 << Headroom) * (double)Y.Scale));
        return (a, b) =>
            (double)result.Apply(left.Apply((a - A.ZeroPoint) * (1 << Headroom)) + right.Apply((b - B.ZeroPoint) * (1 << Headroom))) + Y.ZeroPoint;
    }
}

using System;
using ModelGen.IR.Text;
using ModelGen.Numerics;

namespace ModelGen.IR.Operators;

/// <summary>
/// a − b, a / b, max(a, b) or min(a, b) of quantized values. Under <see cref="RoundingRule.Onnx"/> the real values and their function are
/// single precision; under <see cref="RoundingRule.TfLite"/> differences are fixed point with 20 bits of headroom, as
/// <see cref="QuantizedAdd"/>, maxima and minima are those of bytes, whose quantization is the result's, and there are no quotients.
/// </summary>
/// <param name="Function">Sub, Div, Max or Min.</param>
/// <param name="A">The quantization of the left operand.</param>
/// <param name="B">The quantization of the right operand.</param>
/// <param name="Y">The quantization of the result.</param>
/// <param name="Element">The element type of the result: UInt8 or Int8.</param>
/// <param name="Min">The least result, in quantized units.</param>
/// <param name="Max">The greatest result, in quantized units.</param>
/// <param name="Rounding">Whose arithmetic it is.</param>
public sealed record QuantizedBinary(
    BinaryOperator Function, Quantization A, Quantization B, Quantization Y, ElementType Element, int Min, int Max, RoundingRule Rounding)
    : QuantizedBinaryOperator(A, B, Y, Element, Min, Max, Rounding)
{
    private const int Headroom = 20;

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer)
    {
        writer.Operation("function", GraphPrinter.Print(Function, ""));
        base.WriteAttributes(writer);
    }

    internal static QuantizedBinary Read(AttributeReader reader)
    {
        (Operator op, string[] operands) = reader.Operation("function");
        return op is BinaryOperator function && operands.Length == 0
            ? new(
                function, reader.Quantization("a"), reader.Quantization("b"), reader.Quantization("y"), reader.Enum<ElementType>("element"), reader.Int("min"), reader.Int("max"), reader.Enum<RoundingRule>("rounding"))
            {
                IsShifted = QuantizedRule.ReadShifted(reader),
            }
            : throw new FormatException($"The function is one of two elements, written as Sub(), but it is {op.Name}({string.Join(", ", operands)}).");
    }

    private protected override Func<int, int, double> MakeFunction() => (Rounding, Function) switch
    {
        (RoundingRule.Onnx, Sub or Div or Operators.Max or Operators.Min) => (a, b) => Y.Quantize(Function.Apply(A.Dequantize(a), B.Dequantize(b)), Element, Rounding),
        (RoundingRule.TfLite, Sub) => Difference(),
        (RoundingRule.TfLite, Operators.Max or Operators.Min) => A == B && B == Y
            ? (a, b) => Function is Operators.Max ? Math.Max(a, b) : Math.Min(a, b)
            : throw new ArgumentOutOfRangeException(nameof(A), FormattableString.Invariant($"TensorFlow Lite compares bytes, so that operands and result have one quantization, but they are {A}, {B} and {Y}.")),
        (RoundingRule.TfLite, Div) => throw new ArgumentOutOfRangeException(nameof(Function), "TensorFlow Lite divides no signed bytes."),
        _ => throw new ArgumentOutOfRangeException(nameof(Function), $"{Function.Name} is none of Sub, Div, Max and Min."),
    };

    private Func<int, int, double> Difference()
    {
        double twiceGreatest = 2 * (double)Math.Max(A.Scale, B.Scale);
        FixedPointMultiplier left = FixedPointMultiplier.From(A.Scale / twiceGreatest), right = FixedPointMultiplier.From(B.Scale / twiceGreatest);
        FixedPointMultiplier result = FixedPointMultiplier.From(twiceGreatest / ((1 << Headroom) * (double)Y.Scale));
        return (a, b) =>
            (double)result.Apply(left.Apply((a - A.ZeroPoint) * (1 << Headroom)) - right.Apply((b - B.ZeroPoint) * (1 << Headroom))) + Y.ZeroPoint;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Calibration;
using ModelGen.IR.Text;
using ModelGen.Numerics;

namespace ModelGen.IR.Operators;

/// <summary>
/// <see cref="AveragePool"/> of quantized values. Under <see cref="RoundingRule.Onnx"/> in single precision, the sum in the order of rows,
/// the zero point of the result inside of the rounding; under <see cref="RoundingRule.TfLite"/> the sum of the bytes divided by their
/// number, halves away from zero, which needs equal quantizations. Padding that counts is the zero point.
/// </summary>
/// <param name="Kernel">The rows and columns of the window.</param>
/// <param name="Stride">The distance between neighbouring windows.</param>
/// <param name="Pads">Rows and columns around the image that windows may reach into.</param>
/// <param name="CountPadding">Whether the divisor is always the area of the window.</param>
/// <param name="X">The quantization of the input.</param>
/// <param name="Y">The quantization of the result.</param>
/// <param name="Element">The element type of the result: UInt8 or Int8.</param>
/// <param name="Rounding">Whose arithmetic it is.</param>
public sealed record QuantizedAveragePool(
    Size2D Kernel, Size2D Stride, Pads Pads, bool CountPadding, Quantization X, Quantization Y, ElementType Element, RoundingRule Rounding)
    : WindowOperator(Kernel, Stride, Pads)
{
    /// <summary>
    /// Whether the bytes of the result, u8 as those of the input, stand for signed ones: for y − 128, which is what is rounded; so do those
    /// of the input under <see cref="RoundingRule.TfLite"/>, whose sum is that of signed bytes.
    /// </summary>
    public bool IsShifted { get; init; }

    private int Shift => IsShifted ? QuantizedRule.SignedShift : 0;

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer)
    {
        new AveragePool(Kernel, Stride, Pads, CountPadding).WriteAttributes(writer);
        writer.Quantization("x", X);
        writer.Quantization("y", Y);
        writer.Enum("element", Element);
        writer.Enum("rounding", Rounding);
        QuantizedRule.WriteShifted(writer, IsShifted);
    }

    internal static QuantizedAveragePool Read(AttributeReader reader) => new(
        reader.Size("kernel"), reader.Size("stride"), reader.Pads("pads"), reader.Bool("countPadding"), reader.Quantization("x"), reader.Quantization("y"),
        reader.Enum<ElementType>("element"), reader.Enum<RoundingRule>("rounding"))
    {
        IsShifted = QuantizedRule.ReadShifted(reader),
    };

    private protected override Inference? Accepts(IReadOnlyList<TensorType> inputs)
    {
        if ((ShapeRule.Arity(inputs, 1, 1) ?? QuantizedRule.Operand(inputs[0], 1, X) ?? QuantizedRule.Result(Y, Element, Rounding) ?? QuantizedRule.Shifted(IsShifted, inputs, Element)) is { } failure)
        {
            return failure;
        }

        return Rounding == RoundingRule.Onnx || (X == Y && Element == inputs[0].Element)
            ? null
            : Inference.Fail(FormattableString.Invariant(
                $"averages bytes under the rule of TensorFlow Lite, so that the result is quantized as the input, but they are {inputs[0].Element} of {X} and {Element} of {Y}."));
    }

    private protected override ElementType ResultElement(ElementType input) => Element;

    private protected override float Combine(List<float> elements)
    {
        int count = CountPadding ? Kernel.Height * Kernel.Width : elements.Count;
        return Rounding == RoundingRule.Onnx ? Onnx(elements, count) : TfLite(elements, count);
    }

    private int Onnx(List<float> elements, int count)
    {
        float sum = 0;
        foreach (float element in elements)
        {
            sum = (float)(sum + X.Dequantize((int)element));
        }

        float steps = (float)((float)((float)(sum / count) / Y.Scale) + (Y.ZeroPoint - Shift));
        return (Y with { ZeroPoint = Shift }).Round(steps, Element, MidpointRounding.ToEven);
    }

    private int TfLite(List<float> elements, int count)
    {
        int sum = elements.Sum(e => (int)e) + ((count - elements.Count) * X.ZeroPoint) - (count * Shift);
        int quotient = sum > 0 ? (sum + (count / 2)) / count : (sum - (count / 2)) / count;
        return Math.Max(AffineRange.Minimum(Element), Math.Min(AffineRange.Maximum(Element), quotient + Shift));
    }
}

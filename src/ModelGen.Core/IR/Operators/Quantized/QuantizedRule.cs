using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Calibration;
using ModelGen.IR.Text;
using ModelGen.Numerics;

namespace ModelGen.IR.Operators;

/// <summary>Checks that the shape rules of quantized operators share.</summary>
internal static class QuantizedRule
{
    /// <summary>What an unsigned byte is above the signed one that it stands for.</summary>
    public const int SignedShift = 128;

    private const string ShiftedName = "shifted";

    /// <summary>Whether values are u8 or i8.</summary>
    public static bool IsByte(ElementType element) => element is ElementType.UInt8 or ElementType.Int8;

    /// <summary>Null when the input is u8 or i8 and <paramref name="quantization"/> is one of that type.</summary>
    public static Inference? Operand(TensorType input, int position, Quantization quantization) =>
        IsByte(input.Element)
            ? Quantization(quantization, input.Element, FormattableString.Invariant($"input {position}"))
            : Inference.Fail(FormattableString.Invariant($"needs a u8 or i8 tensor as input {position}, but got {input}."));

    /// <summary>Null when results can have the element type and quantization under the rule.</summary>
    public static Inference? Result(Quantization quantization, ElementType element, RoundingRule rounding)
    {
        if (rounding is not (RoundingRule.Onnx or RoundingRule.TfLite))
        {
            return Inference.Fail(FormattableString.Invariant($"{(int)rounding} is no rounding rule."));
        }

        return IsByte(element)
            ? Quantization(quantization, element, "the result")
            : Inference.Fail($"yields u8 or i8, but was asked for the element type {element}.");
    }

    /// <summary>Null when the bounds are in order and within the element type, u8 or i8.</summary>
    public static Inference? Clamp(int min, int max, ElementType element)
    {
        int least = AffineRange.Minimum(element), greatest = AffineRange.Maximum(element);
        return min >= least && min <= max && max <= greatest
            ? null
            : Inference.Fail(FormattableString.Invariant($"clamps to {min} … {max}, but the bounds ascend and lie within {least} … {greatest}."));
    }

    /// <summary>Null when <paramref name="make"/> finds its scales within the range of the arithmetic.</summary>
    public static Inference? Multiplier(Func<object> make)
    {
        try
        {
            make();
            return null;
        }
        catch (ArgumentOutOfRangeException e)
        {
            return Inference.Fail($"the scales do not fit each other: {e.Message.Split('\n', '(')[0].Trim()}");
        }
    }

    /// <summary>Null when the scales are f32, the optional bias is i32, and both have one value for each of the channels.</summary>
    public static Inference? Channels(IReadOnlyList<TensorType> inputs, int scales, int channels)
    {
        var expected = new Shape(channels);
        if (inputs[scales] != new TensorType(ElementType.Float32, expected))
        {
            return Inference.Fail($"needs scales of type f32{expected} as input {scales + 1}, but got {inputs[scales]}.");
        }

        return inputs.Count == scales + 1 || inputs[scales + 1] == new TensorType(ElementType.Int32, expected)
            ? null
            : Inference.Fail($"needs a bias of type i32{expected} as input {scales + 2}, but got {inputs[scales + 1]}.");
    }

    /// <summary>What the shape rule of an f32 operator says about tensors of these shapes.</summary>
    public static Inference Shapes(Operator real, IEnumerable<Shape> inputs, ElementType element)
    {
        Inference inference = real.Infer([.. inputs.Select(s => new TensorType(ElementType.Float32, s))]);
        return inference.Error is null ? inference.Type with { Element = element } : inference;
    }

    /// <summary>Null unless values of another type than u8 are to stand for signed bytes.</summary>
    public static Inference? Shifted(bool isShifted, IEnumerable<TensorType> inputs, ElementType element) =>
        !isShifted || (element == ElementType.UInt8 && inputs.All(i => i.Element == ElementType.UInt8))
            ? null
            : Inference.Fail($"takes and yields u8 where these stand for signed bytes, but got {string.Join(", ", inputs)} for {ElementTypes.Abbreviation(element)}.");

    /// <summary>Writes that bytes stand for signed ones, where they do.</summary>
    public static void WriteShifted(AttributeWriter writer, bool isShifted)
    {
        if (isShifted)
        {
            writer.Bool(ShiftedName, value: true);
        }
    }

    /// <summary>Reads what <see cref="WriteShifted"/> wrote.</summary>
    public static bool ReadShifted(AttributeReader reader) => reader.Has(ShiftedName) && reader.Bool(ShiftedName);

    /// <summary>The greatest magnitude of x less its zero point.</summary>
    public static int Reach(Quantization x, ElementType element) =>
        Math.Max(Math.Abs(AffineRange.Minimum(element) - x.ZeroPoint), Math.Abs(AffineRange.Maximum(element) - x.ZeroPoint));

    private static Inference? Quantization(Quantization quantization, ElementType element, string what)
    {
        if (!(quantization.Scale > 0) || float.IsInfinity(quantization.Scale))
        {
            return Inference.Fail(FormattableString.Invariant($"the scale of {what} is positive and finite, but it is {quantization.Scale}."));
        }

        return quantization.ZeroPoint >= AffineRange.Minimum(element) && quantization.ZeroPoint <= AffineRange.Maximum(element)
            ? null
            : Inference.Fail(FormattableString.Invariant(
                $"the zero point of {what} lies within {AffineRange.Minimum(element)} … {AffineRange.Maximum(element)} of {ElementTypes.Abbreviation(element)}, but it is {quantization.ZeroPoint}."));
    }
}

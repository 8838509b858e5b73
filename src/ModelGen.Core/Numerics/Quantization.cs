using System;
using ModelGen.Calibration;
using ModelGen.Numerics;

namespace ModelGen;

/// <summary>How a quantized value stands for a real one: real = <paramref name="Scale"/> · (q − <paramref name="ZeroPoint"/>).</summary>
/// <param name="Scale">The distance of neighbouring values; positive and finite.</param>
/// <param name="ZeroPoint">The quantized value that stands for 0, within the range of the element type.</param>
public readonly record struct Quantization(float Scale, int ZeroPoint)
{
    /// <summary>The real value that <paramref name="q"/> stands for, the product rounded once.</summary>
    public float Dequantize(int q) => (float)(Scale * (q - ZeroPoint));

    /// <summary>
    /// The quantized value nearest to <paramref name="real"/>: the quotient in single precision, rounded to an integer, plus the zero
    /// point, saturated. A NaN becomes the zero point.
    /// </summary>
    /// <param name="real">Any number.</param>
    /// <param name="element">UInt8 or Int8.</param>
    /// <param name="rounding">Halves to even under <see cref="RoundingRule.Onnx"/>, away from zero under <see cref="RoundingRule.TfLite"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The element type is not one of the two.</exception>
    public int Quantize(float real, ElementType element, RoundingRule rounding) =>
        Round((float)(real / Scale), element, rounding == RoundingRule.Onnx ? MidpointRounding.ToEven : MidpointRounding.AwayFromZero);

    /// <summary>A value in units of the scale, rounded, with the zero point added, saturated.</summary>
    internal int Round(float steps, ElementType element, MidpointRounding rounding)
    {
        int least = AffineRange.Minimum(element);
        return float.IsNaN(steps)
            ? ZeroPoint
            : (int)Math.Max(least, Math.Min(least + byte.MaxValue, Math.Round((double)steps, rounding) + ZeroPoint));
    }
}

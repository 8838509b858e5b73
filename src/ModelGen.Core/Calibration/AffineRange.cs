using System;

namespace ModelGen.Calibration;

/// <summary>From a range of real values to an affine quantization: real = scale · (q − zero point).</summary>
public static class AffineRange
{
    /// <summary>The least normal single: ranges whose scale would be below it are taken for empty.</summary>
    private const float LeastScale = 1.17549435e-38f;

    /// <summary>The least quantized value of an element type.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The element type is not UInt8 or Int8.</exception>
    public static int Minimum(ElementType element) => element switch
    {
        ElementType.UInt8 => byte.MinValue,
        ElementType.Int8 => sbyte.MinValue,
        _ => throw new ArgumentOutOfRangeException(nameof(element), element, "Quantized activations are UInt8 or Int8."),
    };

    /// <summary>The greatest quantized value of an element type.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The element type is not UInt8 or Int8.</exception>
    public static int Maximum(ElementType element) => Minimum(element) + byte.MaxValue;

    /// <summary>
    /// The scale and zero point that spread the 256 quantized values over the range, widened to include 0, which is represented exactly:
    /// the zero point is the nearest integer, ties to even. A range of zeros only has scale 1 and zero point 0.
    /// </summary>
    /// <param name="minimum">The least value to represent; finite.</param>
    /// <param name="maximum">The greatest value to represent; finite, not below <paramref name="minimum"/>.</param>
    /// <param name="element">UInt8 or Int8.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not finite, the range is reversed, or the element type is not one of the two.</exception>
    public static (float Scale, int ZeroPoint) Choose(float minimum, float maximum, ElementType element)
    {
        int least = Minimum(element), greatest = Maximum(element);
        if (!(minimum <= maximum) || float.IsInfinity(minimum) || float.IsInfinity(maximum))
        {
            throw new ArgumentOutOfRangeException(nameof(maximum), FormattableString.Invariant($"The range {minimum} to {maximum} is not an ascending range of finite values."));
        }

        double low = Math.Min(minimum, 0), high = Math.Max(maximum, 0);
        float scale = (float)((high - low) / (greatest - least));
        if (scale < LeastScale)
        {
            return (1, 0);
        }

        double zeroPoint = Math.Round(least - (low / scale), MidpointRounding.ToEven);
        return (scale, (int)Math.Max(least, Math.Min(greatest, zeroPoint)));
    }
}

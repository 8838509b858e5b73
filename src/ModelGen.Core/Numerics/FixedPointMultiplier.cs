using System;

namespace ModelGen.Numerics;

/// <summary>
/// A real multiplier as <c>Mantissa · 2^(Shift − 31)</c>, with the arithmetic of TensorFlow Lite (quantization_util.cc, common.h) and
/// gemmlowp (fixedpoint.h): the product and the right shift each round.
/// </summary>
/// <param name="Mantissa">Zero, or in [2³⁰, 2³¹); from 2²⁹ on behind <see cref="DividedBy"/>, less where the shift had reached its end.</param>
/// <param name="Shift">At least −31; to the left if positive.</param>
public readonly record struct FixedPointMultiplier(int Mantissa, int Shift)
{
    /// <summary>The fixed-point form nearest to <paramref name="multiplier"/>, halves away from zero; zero where it is below 2⁻³².</summary>
    /// <exception cref="ArgumentOutOfRangeException">The multiplier is negative, infinite, not a number, or 2³¹ and more.</exception>
    public static FixedPointMultiplier From(double multiplier)
    {
        if (!(multiplier >= 0 && multiplier < 2147483648.0))
        {
            throw new ArgumentOutOfRangeException(nameof(multiplier), multiplier, "A multiplier is at least 0 and below 2^31.");
        }

        if (multiplier < 1 / 8589934592.0)
        {
            return default;
        }

        int shift = 0;
        double fraction = multiplier;
        for (; fraction >= 1; shift++)
        {
            fraction /= 2;
        }

        for (; fraction < 0.5; shift--)
        {
            fraction *= 2;
        }

        long mantissa = (long)Math.Round(fraction * 2147483648.0, MidpointRounding.AwayFromZero);
        if (mantissa == 1L << 31)
        {
            mantissa >>= 1;
            shift++;
        }

        return shift < -31 ? default : new FixedPointMultiplier((int)mantissa, shift);
    }

    /// <summary>
    /// The multiplier of a mean: the mantissa, shifted to the left as far as it keeps 31 bits, is divided by <paramref name="count"/>, the
    /// remainder dropped (QuantizedMeanOrSum in reduce.h).
    /// </summary>
    /// <param name="count">At least 1.</param>
    public FixedPointMultiplier DividedBy(int count)
    {
        int shift = 0;
        while (shift < 30 && (2L << shift) <= count)
        {
            shift++;
        }

        shift = Math.Min(shift, 31 + Shift);
        return new FixedPointMultiplier((int)(((long)Mantissa << shift) / count), Shift - shift);
    }

    /// <summary>
    /// <paramref name="value"/> times this multiplier. A shift to the left comes first and saturates (TensorFlow Lite leaves its overflow
    /// undefined).
    /// </summary>
    public int Apply(int value)
    {
        long shifted = Shift > 0 ? (long)value << Shift : value;
        int product = DoublingHighMultiply((int)Math.Max(int.MinValue, Math.Min(int.MaxValue, shifted)), Mantissa);
        return Shift < 0 ? DivideByPowerOfTwo(product, -Shift) : product;
    }

    /// <summary>a · b / 2³¹, halves upward; the one product that does not fit saturates.</summary>
    public static int DoublingHighMultiply(int a, int b)
    {
        if (a == int.MinValue && b == int.MinValue)
        {
            return int.MaxValue;
        }

        long product = (long)a * b;
        long nudge = product >= 0 ? 1L << 30 : 1 - (1L << 30);
        return (int)((product + nudge) / (1L << 31));
    }

    /// <summary>value / 2^exponent, halves away from zero, for exponents of 0 to 31.</summary>
    public static int DivideByPowerOfTwo(int value, int exponent)
    {
        int mask = (int)((1L << exponent) - 1);
        int threshold = (mask >> 1) + (value < 0 ? 1 : 0);
        return (value >> exponent) + ((value & mask) > threshold ? 1 : 0);
    }
}

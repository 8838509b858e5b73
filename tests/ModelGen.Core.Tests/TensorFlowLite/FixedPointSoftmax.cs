using System;
using System.Linq;
using System.Numerics;
using ModelGen.Numerics;

namespace ModelGen.Core.Tests.TensorFlowLite;

/// <summary>
/// Softmax of signed bytes along the last axis as the reference kernel of TensorFlow Lite computes it (softmax.h), with the exponential and
/// the reciprocal of gemmlowp (fixedpoint.h): it stands behind our operators where only its result is known.
/// </summary>
internal static class FixedPointSoftmax
{
    /// <summary>The whole bits of differences and of sums of exponentials.</summary>
    private const int DifferenceBits = 5, SumBits = 12;

    public static Tensor Run(Tensor x, float scale)
    {
        var multiplier = FixedPointMultiplier.From(Math.Min((double)scale * (1 << (31 - DifferenceBits)), int.MaxValue));
        int least = -(int)Math.Floor(((1 << DifferenceBits) - 1) * (double)(1L << (31 - DifferenceBits)) / (1L << multiplier.Shift)), depth = x.Shape[-1];
        var result = new sbyte[x.Shape.ElementCount];
        for (int row = 0; row < result.Length; row += depth)
        {
            sbyte[] values = x.SignedBytes[row..(row + depth)];
            int[] differences = [.. values.Select(v => v - values.Max())];
            int[] exponentials = [.. differences.Select(d => d < least ? 0 : Exponential(Product(d << multiplier.Shift, multiplier.Mantissa)))];
            int sum = exponentials.Sum(e => FixedPointMultiplier.DivideByPowerOfTwo(e, SumBits));
            int headroom = BitOperations.LeadingZeroCount((uint)sum);
            int reciprocal = Reciprocal((int)(((uint)sum << headroom) - (1u << 31)));
            for (int i = 0; i < depth; i++)
            {
                int rounded = FixedPointMultiplier.DivideByPowerOfTwo(Product(reciprocal, exponentials[i]), SumBits - headroom + 31 - 8);
                result[row + i] = (sbyte)(differences[i] < least ? sbyte.MinValue : Math.Clamp(rounded + sbyte.MinValue, sbyte.MinValue, sbyte.MaxValue));
            }
        }

        return new Tensor(x.Shape, result);
    }

    private static int Product(int a, int b) => FixedPointMultiplier.DoublingHighMultiply(a, b);

    /// <summary>eᵃ of a with 5 whole bits, not above 0, with none.</summary>
    private static int Exponential(int a)
    {
        const int quarter = 1 << 24;
        int modulo = (a & (quarter - 1)) - quarter, remainder = modulo - a;
        int result = ExponentialNearZero(modulo << DifferenceBits);
        int[] factors = [1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242];
        for (int i = 0; i < factors.Length; i++)
        {
            if ((remainder & (quarter << i)) != 0)
            {
                result = Product(result, factors[i]);
            }
        }

        return a == 0 ? int.MaxValue : result;
    }

    /// <summary>eᵃ for a of −1/4 to 0 by a series around −1/8.</summary>
    private static int ExponentialNearZero(int a)
    {
        const int middle = 1895147668, third = 715827883;
        int x = a + (1 << 28), square = Product(x, x), cube = Product(square, x), fourth = Product(square, square);
        int rest = FixedPointMultiplier.DivideByPowerOfTwo(Product(FixedPointMultiplier.DivideByPowerOfTwo(fourth, 2) + cube, third) + square, 1);
        return middle + Product(middle, x + rest);
    }

    /// <summary>1 / (1 + a) for a of 0 to 1 by three steps of Newton's method.</summary>
    private static int Reciprocal(int a)
    {
        const int ratio48By17 = 1515870810, negative32By17 = -1010580540, oneOf2Bits = 1 << 29;
        int half = (int)(((long)a + int.MaxValue + 1) / 2), x = ratio48By17 + Product(half, negative32By17);
        for (int step = 0; step < 3; step++)
        {
            x += Shifted(Product(x, oneOf2Bits - Product(half, x)), 2);
        }

        return Shifted(x, 1);
    }

    /// <summary>value · 2^bits, saturated.</summary>
    private static int Shifted(int value, int bits) => (int)Math.Clamp((long)value << bits, int.MinValue, int.MaxValue);
}

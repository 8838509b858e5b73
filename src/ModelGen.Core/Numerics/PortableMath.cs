using System;

namespace ModelGen.Numerics;

/// <summary>
/// Functions in double precision of sums, products and quotients only, so that every platform computes the same bits. Relative errors
/// stay below 1e-15, so that results rounded to single precision are the nearest but for about one in 10⁷.
/// </summary>
public static class PortableMath
{
    private const double Log2E = 1.4426950408889634;

    // The logarithm of 2 in two parts; the first has few enough bits that its product with an exponent is exact.
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>eˣ; infinite above 709.79, 0 below −745.14.</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x))
        {
            return x;
        }

        if (x > 709.782712893384)
        {
            return double.PositiveInfinity;
        }

        if (x < -745.1332191019412)
        {
            return 0;
        }

        int exponent = (int)Math.Floor((x * Log2E) + 0.5);
        double remainder = (x - (exponent * Ln2High)) - (exponent * Ln2Low);
        double value = 1 + ExpMinusOneNearZero(remainder);
        int half = exponent / 2;
        return value * PowerOfTwo(half) * PowerOfTwo(exponent - half);
    }

    /// <summary>The hyperbolic tangent.</summary>
    public static double Tanh(double x)
    {
        double magnitude = Math.Abs(x);
        if (double.IsNaN(x) || magnitude > 20)
        {
            return double.IsNaN(x) ? x : x > 0 ? 1 : -1;
        }

        double grown = magnitude < 0.17 ? ExpMinusOneNearZero(2 * magnitude) : Exp(2 * magnitude) - 1;
        double result = grown / (grown + 2);
        return x < 0 ? -result : x == 0 ? x : result;
    }

    /// <summary>eˣ − 1 by its Taylor series, for |x| up to 0.35, where 15 terms leave an error below 1e-19.</summary>
    private static double ExpMinusOneNearZero(double x)
    {
        double sum = 0;
        for (int n = 15; n >= 2; n--)
        {
            sum = (x / n) * (1 + sum);
        }

        return x + (x * sum);
    }

    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((exponent + 1023L) << 52);
}

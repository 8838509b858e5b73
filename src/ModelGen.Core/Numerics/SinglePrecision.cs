using System;

namespace ModelGen.Numerics;

/// <summary>Arithmetic of single precision that not every platform of this library has.</summary>
public static class SinglePrecision
{
    /// <summary>a · b + c, rounded once.</summary>
    public static float FusedMultiplyAdd(float a, float b, float c) =>
#if NET
        MathF.FusedMultiplyAdd(a, b, c);
#else
        FusedMultiplyAddByOddRounding(a, b, c);
#endif

    /// <summary>
    /// The same without an instruction for it: the product is exact in double precision; the sum is rounded to odd there, after which the
    /// rounding to single precision is that of the exact value. Source: S. Boldo, G. Melquiond, Emulation of FMA and correctly rounded
    /// sums: proved algorithms using rounding to odd, IEEE Transactions on Computers 57 (2008).
    /// </summary>
    internal static float FusedMultiplyAddByOddRounding(float a, float b, float c)
    {
        double product = (double)a * b, sum = product + c;
        if (double.IsNaN(sum) || double.IsInfinity(sum))
        {
            return (float)sum;
        }

        double virtualPart = sum - product;
        double error = (product - (sum - virtualPart)) + (c - virtualPart);
        long bits = BitConverter.DoubleToInt64Bits(sum);
        if (error != 0 && (bits & 1) == 0)
        {
            bits += (sum > 0) == (error > 0) ? 1 : -1;
        }

        return (float)BitConverter.Int64BitsToDouble(bits);
    }
}

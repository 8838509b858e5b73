using System;

namespace ModelGen.Npu;

/// <summary>The fused multiply-add of single precision where the framework has none.</summary>
internal static class FusedMultiplyAdd
{
    /// <summary>
    /// a · b + c rounded once. The product is exact in double precision; its sum with c is rounded to odd, which a further rounding to single precision does not
    /// see. Source: S. Boldo, G. Melquiond, Emulation of FMA and Correctly Rounded Sums, IEEE Transactions on Computers 57(4), 2008. Finite operands whose
    /// result is in the normal range.
    /// </summary>
    public static float Single(float a, float b, float c)
    {
        double product = (double)a * b, sum = product + c;
        double virtualC = sum - product;
        double error = (product - (sum - virtualC)) + (c - virtualC);
        if (error != 0)
        {
            long bits = BitConverter.DoubleToInt64Bits(sum);
            if ((bits & 1) == 0)
            {
                bits += error > 0 == sum > 0 ? 1 : -1;
                sum = BitConverter.Int64BitsToDouble(bits);
            }
        }

        return (float)sum;
    }
}

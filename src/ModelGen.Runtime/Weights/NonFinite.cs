using System;
using System.Numerics;
using System.Runtime.InteropServices;

namespace ModelGen;

/// <summary>Looks for values that are not a number or infinite.</summary>
internal static class NonFinite
{
    private const int Exponent = 0x7F800000;

    /// <summary>The index of the first such value, or -1.</summary>
    public static int IndexIn(ReadOnlySpan<float> values)
    {
        ReadOnlySpan<int> bits = MemoryMarshal.Cast<float, int>(values);
        int i = 0;
        var mask = new Vector<int>(Exponent);
        for (; i <= bits.Length - Vector<int>.Count; i += Vector<int>.Count)
        {
            if (Vector.EqualsAny(new Vector<int>(bits[i..]) & mask, mask))
            {
                break;
            }
        }

        for (; i < bits.Length; i++)
        {
            if ((bits[i] & Exponent) == Exponent)
            {
                return i;
            }
        }

        return -1;
    }
}

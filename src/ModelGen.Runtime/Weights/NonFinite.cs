using System;
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
        for (int i = 0; i < bits.Length; i++)
        {
            if ((bits[i] & Exponent) == Exponent)
            {
                return i;
            }
        }

        return -1;
    }
}

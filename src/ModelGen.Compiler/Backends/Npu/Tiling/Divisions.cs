using System;
using System.Collections.Generic;

namespace ModelGen.Compiler.Backends.Npu.Tiling;

/// <summary>Into how many parts an extent is divided.</summary>
internal static class Divisions
{
    private static readonly int[] Counts =
    [
        1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96, 112, 128, 192, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768,
    ];

    /// <summary>The sizes of parts that are tried, from the greatest to 1: multiples of a unit, and below the unit by halves.</summary>
    /// <param name="extent">What is divided, at least 1.</param>
    /// <param name="unit">What the hardware takes at once.</param>
    /// <param name="most">The greatest size.</param>
    public static IReadOnlyList<int> Of(int extent, int unit = 1, int most = int.MaxValue)
    {
        var sizes = new List<int>();
        foreach (int count in Counts)
        {
            int size = Math.Min(extent, Count(Count(extent, count), unit) * unit);
            Add(Math.Min(size, most));
            if (size <= unit)
            {
                break;
            }
        }

        for (int size = Math.Min(extent, unit) / 2; size >= 1; size /= 2)
        {
            Add(Math.Min(size, most));
        }

        Add(1);
        return sizes;

        void Add(int size)
        {
            if (sizes.Count == 0 || size < sizes[sizes.Count - 1])
            {
                sizes.Add(size);
            }
        }
    }

    /// <summary>The parts of a size that an extent has, the rest counted as one.</summary>
    public static int Count(int extent, int size) => (extent + size - 1) / size;

    /// <summary>The parts of an extent by size: the full ones, and the rest.</summary>
    public static IEnumerable<(int Size, int Count)> Parts(int extent, int size)
    {
        if (extent / size > 0)
        {
            yield return (size, extent / size);
        }

        if (extent % size > 0)
        {
            yield return (extent % size, 1);
        }
    }
}

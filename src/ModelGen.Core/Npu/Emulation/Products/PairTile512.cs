#if NET
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.Npu;

/// <summary>Sums of pairs of 16-bit products for 6 pixels, or one, and two vectors of 16 output channels (Avx512BW).</summary>
internal static class PairTile512
{
    public const int Lanes = 16, Pixels = 6;

    public static bool IsSupported => Avx512BW.IsSupported;

    /// <summary>The sums of several pixels, those of a pixel after those of the one before.</summary>
    /// <param name="x">The pairs of the input.</param>
    /// <param name="w">The pairs of the weights, for two vectors of output channels, in the order in which the runs go.</param>
    /// <param name="runs">Where the pairs lie.</param>
    /// <param name="at">The first pair of each pixel.</param>
    /// <param name="sums">Where to write.</param>
    public static void Several(ReadOnlySpan<int> x, ReadOnlySpan<int> w, in PairRuns runs, ReadOnlySpan<int> at, Span<int> sums)
    {
        Vector512<int> a0 = Vector512<int>.Zero, b0 = Vector512<int>.Zero;
        Vector512<int> a1 = Vector512<int>.Zero, b1 = Vector512<int>.Zero;
        Vector512<int> a2 = Vector512<int>.Zero, b2 = Vector512<int>.Zero;
        Vector512<int> a3 = Vector512<int>.Zero, b3 = Vector512<int>.Zero;
        Vector512<int> a4 = Vector512<int>.Zero, b4 = Vector512<int>.Zero;
        Vector512<int> a5 = Vector512<int>.Zero, b5 = Vector512<int>.Zero;
        ref int weights = ref MemoryMarshal.GetReference(w);
        for (int row = 0; row < runs.Rows; row++)
        {
            for (int column = 0; column < runs.Columns; column++)
            {
                int offset = (row * runs.RowStride) + (column * runs.ColumnStride);
                ref int x0 = ref MemoryMarshal.GetReference(x.Slice(offset + at[0], runs.Length));
                ref int x1 = ref MemoryMarshal.GetReference(x.Slice(offset + at[1], runs.Length));
                ref int x2 = ref MemoryMarshal.GetReference(x.Slice(offset + at[2], runs.Length));
                ref int x3 = ref MemoryMarshal.GetReference(x.Slice(offset + at[3], runs.Length));
                ref int x4 = ref MemoryMarshal.GetReference(x.Slice(offset + at[4], runs.Length));
                ref int x5 = ref MemoryMarshal.GetReference(x.Slice(offset + at[5], runs.Length));
                for (nint i = 0; i < runs.Length; i++)
                {
                    Vector512<short> left = Unsafe.As<int, Vector512<short>>(ref weights), right = Unsafe.As<int, Vector512<short>>(ref Unsafe.Add(ref weights, Lanes));
                    weights = ref Unsafe.Add(ref weights, 2 * Lanes);
                    Vector512<short> v0 = Vector512.Create(Unsafe.Add(ref x0, i)).AsInt16();
                    a0 += Avx512BW.MultiplyAddAdjacent(v0, left);
                    b0 += Avx512BW.MultiplyAddAdjacent(v0, right);
                    Vector512<short> v1 = Vector512.Create(Unsafe.Add(ref x1, i)).AsInt16();
                    a1 += Avx512BW.MultiplyAddAdjacent(v1, left);
                    b1 += Avx512BW.MultiplyAddAdjacent(v1, right);
                    Vector512<short> v2 = Vector512.Create(Unsafe.Add(ref x2, i)).AsInt16();
                    a2 += Avx512BW.MultiplyAddAdjacent(v2, left);
                    b2 += Avx512BW.MultiplyAddAdjacent(v2, right);
                    Vector512<short> v3 = Vector512.Create(Unsafe.Add(ref x3, i)).AsInt16();
                    a3 += Avx512BW.MultiplyAddAdjacent(v3, left);
                    b3 += Avx512BW.MultiplyAddAdjacent(v3, right);
                    Vector512<short> v4 = Vector512.Create(Unsafe.Add(ref x4, i)).AsInt16();
                    a4 += Avx512BW.MultiplyAddAdjacent(v4, left);
                    b4 += Avx512BW.MultiplyAddAdjacent(v4, right);
                    Vector512<short> v5 = Vector512.Create(Unsafe.Add(ref x5, i)).AsInt16();
                    a5 += Avx512BW.MultiplyAddAdjacent(v5, left);
                    b5 += Avx512BW.MultiplyAddAdjacent(v5, right);
                }
            }
        }

        Store(a0, b0, sums.Slice(0 * 2 * Lanes, 2 * Lanes));
        Store(a1, b1, sums.Slice(1 * 2 * Lanes, 2 * Lanes));
        Store(a2, b2, sums.Slice(2 * 2 * Lanes, 2 * Lanes));
        Store(a3, b3, sums.Slice(3 * 2 * Lanes, 2 * Lanes));
        Store(a4, b4, sums.Slice(4 * 2 * Lanes, 2 * Lanes));
        Store(a5, b5, sums.Slice(5 * 2 * Lanes, 2 * Lanes));
    }

    /// <summary>The sums of one pixel.</summary>
    /// <param name="x">The pairs of the input.</param>
    /// <param name="w">The pairs of the weights, for two vectors of output channels, in the order in which the runs go.</param>
    /// <param name="runs">Where the pairs lie.</param>
    /// <param name="at">The first pair of the pixel.</param>
    /// <param name="sums">Where to write.</param>
    public static void One(ReadOnlySpan<int> x, ReadOnlySpan<int> w, in PairRuns runs, int at, Span<int> sums)
    {
        Vector512<int> a = Vector512<int>.Zero, b = Vector512<int>.Zero;
        ref int weights = ref MemoryMarshal.GetReference(w);
        for (int row = 0; row < runs.Rows; row++)
        {
            for (int column = 0; column < runs.Columns; column++)
            {
                foreach (int pair in x.Slice((row * runs.RowStride) + (column * runs.ColumnStride) + at, runs.Length))
                {
                    Vector512<short> v = Vector512.Create(pair).AsInt16();
                    a += Avx512BW.MultiplyAddAdjacent(v, Unsafe.As<int, Vector512<short>>(ref weights));
                    b += Avx512BW.MultiplyAddAdjacent(v, Unsafe.As<int, Vector512<short>>(ref Unsafe.Add(ref weights, Lanes)));
                    weights = ref Unsafe.Add(ref weights, 2 * Lanes);
                }
            }
        }

        Store(a, b, sums);
    }

    private static void Store(Vector512<int> a, Vector512<int> b, Span<int> sums)
    {
        a.CopyTo(sums);
        b.CopyTo(sums.Slice(Lanes));
    }
}
#endif

#if NET
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.Npu;

/// <summary>Sums of pairs of 16-bit products for 4 pixels, or one, and two vectors of 8 output channels (Avx2).</summary>
internal static class PairTile256
{
    public const int Lanes = 8, Pixels = 4;

    public static bool IsSupported => Avx2.IsSupported;

    /// <summary>The sums of several pixels, those of a pixel after those of the one before.</summary>
    /// <param name="x">The pairs of the input.</param>
    /// <param name="w">The pairs of the weights, for two vectors of output channels, in the order in which the runs go.</param>
    /// <param name="runs">Where the pairs lie.</param>
    /// <param name="at">The first pair of each pixel.</param>
    /// <param name="sums">Where to write.</param>
    public static void Several(ReadOnlySpan<int> x, ReadOnlySpan<int> w, in PairRuns runs, ReadOnlySpan<int> at, Span<int> sums)
    {
        Vector256<int> a0 = Vector256<int>.Zero, b0 = Vector256<int>.Zero;
        Vector256<int> a1 = Vector256<int>.Zero, b1 = Vector256<int>.Zero;
        Vector256<int> a2 = Vector256<int>.Zero, b2 = Vector256<int>.Zero;
        Vector256<int> a3 = Vector256<int>.Zero, b3 = Vector256<int>.Zero;
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
                for (nint i = 0; i < runs.Length; i++)
                {
                    Vector256<short> left = Unsafe.As<int, Vector256<short>>(ref weights), right = Unsafe.As<int, Vector256<short>>(ref Unsafe.Add(ref weights, Lanes));
                    weights = ref Unsafe.Add(ref weights, 2 * Lanes);
                    Vector256<short> v0 = Vector256.Create(Unsafe.Add(ref x0, i)).AsInt16();
                    a0 += Avx2.MultiplyAddAdjacent(v0, left);
                    b0 += Avx2.MultiplyAddAdjacent(v0, right);
                    Vector256<short> v1 = Vector256.Create(Unsafe.Add(ref x1, i)).AsInt16();
                    a1 += Avx2.MultiplyAddAdjacent(v1, left);
                    b1 += Avx2.MultiplyAddAdjacent(v1, right);
                    Vector256<short> v2 = Vector256.Create(Unsafe.Add(ref x2, i)).AsInt16();
                    a2 += Avx2.MultiplyAddAdjacent(v2, left);
                    b2 += Avx2.MultiplyAddAdjacent(v2, right);
                    Vector256<short> v3 = Vector256.Create(Unsafe.Add(ref x3, i)).AsInt16();
                    a3 += Avx2.MultiplyAddAdjacent(v3, left);
                    b3 += Avx2.MultiplyAddAdjacent(v3, right);
                }
            }
        }

        Store(a0, b0, sums.Slice(0 * 2 * Lanes, 2 * Lanes));
        Store(a1, b1, sums.Slice(1 * 2 * Lanes, 2 * Lanes));
        Store(a2, b2, sums.Slice(2 * 2 * Lanes, 2 * Lanes));
        Store(a3, b3, sums.Slice(3 * 2 * Lanes, 2 * Lanes));
    }

    /// <summary>The sums of one pixel.</summary>
    /// <param name="x">The pairs of the input.</param>
    /// <param name="w">The pairs of the weights, for two vectors of output channels, in the order in which the runs go.</param>
    /// <param name="runs">Where the pairs lie.</param>
    /// <param name="at">The first pair of the pixel.</param>
    /// <param name="sums">Where to write.</param>
    public static void One(ReadOnlySpan<int> x, ReadOnlySpan<int> w, in PairRuns runs, int at, Span<int> sums)
    {
        Vector256<int> a = Vector256<int>.Zero, b = Vector256<int>.Zero;
        ref int weights = ref MemoryMarshal.GetReference(w);
        for (int row = 0; row < runs.Rows; row++)
        {
            for (int column = 0; column < runs.Columns; column++)
            {
                foreach (int pair in x.Slice((row * runs.RowStride) + (column * runs.ColumnStride) + at, runs.Length))
                {
                    Vector256<short> v = Vector256.Create(pair).AsInt16();
                    a += Avx2.MultiplyAddAdjacent(v, Unsafe.As<int, Vector256<short>>(ref weights));
                    b += Avx2.MultiplyAddAdjacent(v, Unsafe.As<int, Vector256<short>>(ref Unsafe.Add(ref weights, Lanes)));
                    weights = ref Unsafe.Add(ref weights, 2 * Lanes);
                }
            }
        }

        Store(a, b, sums);
    }

    private static void Store(Vector256<int> a, Vector256<int> b, Span<int> sums)
    {
        a.CopyTo(sums);
        b.CopyTo(sums.Slice(Lanes));
    }
}
#endif

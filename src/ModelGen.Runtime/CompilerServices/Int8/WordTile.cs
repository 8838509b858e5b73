using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.CompilerServices;

/// <summary>
/// Sums of products of pairs of words for a block of 16 channels, with AVX2. All passes over the pixels are in one loop, since many windows are so short that a
/// call for each would take as long as their products.
/// </summary>
/// <param name="runs">The runs of a window, at least 1.</param>
/// <param name="runStride">From run to run, in bytes.</param>
/// <param name="pairs">The pairs of a run, at least 1.</param>
internal readonly unsafe struct WordTile(nint runs, nint runStride, nint pairs)
{
    /// <summary>The pixels of a pass: two vectors of sums for each fill the registers.</summary>
    public const int Pass = 6;

    private const int FewPass = 4, PairBytes = 2 * sizeof(short);

    private readonly nint runs = runs, runStride = runStride, length = pairs * PairBytes;

    /// <summary>Computes the sums of a block.</summary>
    /// <param name="x">Where the windows are counted from.</param>
    /// <param name="places">How far each pixel's window is from there, in bytes.</param>
    /// <param name="pixels">The pixels, at least 1.</param>
    /// <param name="weights">The weights, <c>[run][pair][16][2]</c>.</param>
    /// <param name="sums">Where the sums go.</param>
    /// <param name="channels">From the sums of a pixel to those of the next, in elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run(byte* x, nint* places, int pixels, byte* weights, int* sums, int channels)
    {
        if (pixels > FewPass)
        {
            Many(x, places, pixels, weights, sums, channels);
        }
        else
        {
            Few(x, places, pixels, weights, sums, channels);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Many(byte* x, nint* places, int pixels, byte* weights, int* sums, int channels)
    {
        for (int pixel = 0; pixel < pixels; pixel += Pass)
        {
            // What the last pass lacks of pixels, it computes once more.
            int first = Math.Max(0, Math.Min(pixel, pixels - Pass)), sixth = Math.Min(first + Pass, pixels) - 1;
            byte* x0 = x + places[first], x1 = x + places[first + 1], x2 = x + places[first + 2], x3 = x + places[first + 3], x4 = x + places[first + 4], x5 = x + places[sixth];
            byte* line = weights;
            Vector256<int> a0 = Vector256<int>.Zero, a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0, b4 = a0, b5 = a0;
            nint k = 0;
            for (nint run = runs; run > 0; run--, k += runStride - length)
            {
                nint end = k + length;
                do
                {
                    Vector256<short> w0 = Vector256.Load((short*)line), w1 = Vector256.Load((short*)line + Vector256<short>.Count);
                    Add(x0 + k, w0, w1, ref a0, ref b0);
                    Add(x1 + k, w0, w1, ref a1, ref b1);
                    Add(x2 + k, w0, w1, ref a2, ref b2);
                    Add(x3 + k, w0, w1, ref a3, ref b3);
                    Add(x4 + k, w0, w1, ref a4, ref b4);
                    Add(x5 + k, w0, w1, ref a5, ref b5);
                    line += Int8TileArguments.QuadBytes;
                    k += PairBytes;
                }
                while (k < end);
            }

            int* y = sums + (first * channels);
            Store(a5, b5, sums + (sixth * channels));
            Store(a0, b0, y);
            Store(a1, b1, y += channels);
            Store(a2, b2, y += channels);
            Store(a3, b3, y += channels);
            Store(a4, b4, y + channels);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Few(byte* x, nint* places, int pixels, byte* weights, int* sums, int channels)
    {
        int second = Math.Min(1, pixels - 1), third = Math.Min(2, pixels - 1), last = pixels - 1;
        byte* x0 = x + places[0], x1 = x + places[second], x2 = x + places[third], x3 = x + places[last];
        Vector256<int> a0 = Vector256<int>.Zero, a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
        nint k = 0;
        for (nint run = runs; run > 0; run--, k += runStride - length)
        {
            nint end = k + length;
            do
            {
                Vector256<short> w0 = Vector256.Load((short*)weights), w1 = Vector256.Load((short*)weights + Vector256<short>.Count);
                Add(x0 + k, w0, w1, ref a0, ref b0);
                Add(x1 + k, w0, w1, ref a1, ref b1);
                Add(x2 + k, w0, w1, ref a2, ref b2);
                Add(x3 + k, w0, w1, ref a3, ref b3);
                weights += Int8TileArguments.QuadBytes;
                k += PairBytes;
            }
            while (k < end);
        }

        Store(a0, b0, sums);
        Store(a1, b1, sums + (second * channels));
        Store(a2, b2, sums + (third * channels));
        Store(a3, b3, sums + (last * channels));
    }

    /// <summary>Adds the products of a pair with the pairs of two vectors of channels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(byte* x, Vector256<short> w0, Vector256<short> w1, ref Vector256<int> a, ref Vector256<int> b)
    {
        Vector256<short> pair = Vector256.Create(Unsafe.ReadUnaligned<uint>(x)).AsInt16();
        a += Avx2.MultiplyAddAdjacent(pair, w0);
        b += Avx2.MultiplyAddAdjacent(pair, w1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<int> a, Vector256<int> b, int* sums)
    {
        a.Store(sums);
        b.Store(sums + Vector256<int>.Count);
    }
}

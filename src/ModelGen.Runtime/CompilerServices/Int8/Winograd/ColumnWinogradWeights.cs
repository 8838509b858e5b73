using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.CompilerServices;

/// <summary>The transform of the weights of a block along columns, <c>G g</c> with rows scaled to integers, for <see cref="Int8Winograd"/>.</summary>
internal static unsafe class ColumnWinogradWeights
{
    /// <summary>Transforms the weights.</summary>
    /// <param name="a">The convolution.</param>
    /// <param name="weights">The packed weights of the block.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref readonly Int8Winograd a, byte* weights)
    {
        nint row = a.Runs * a.Quads * Int8TileArguments.QuadBytes, position = a.WeightPosition;
        byte* target = a.Weights;
        for (byte* end = weights + row; weights < end; weights += Int8TileArguments.QuadBytes, target += 2 * Int8TileArguments.QuadBytes)
        {
            for (int half = 0; half < Int8TileArguments.QuadBytes; half += Vector256<byte>.Count)
            {
                Transform<FirstSignedBytes>(weights + half, row, a.Taps, target + half, position);
                Transform<LastSignedBytes>(weights + half, row, a.Taps, target + Int8TileArguments.QuadBytes + half, position);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transform<T>(byte* weights, nint row, int taps, byte* target, nint position)
        where T : struct, IQuadWords
    {
        Vector256<short> g0 = T.Load(weights), g1 = T.Load(weights + row), g2 = T.Load(weights + (2 * row));
        if (taps == 3)
        {
            Three(g0, g1, g2, target, position);
        }
        else
        {
            Five(g0, g1, g2, T.Load(weights + (3 * row)), T.Load(weights + (4 * row)), target, position);
        }
    }

    /// <summary>The values of the polynomial g at 0, ±1, ±2, ∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Three(Vector256<short> g0, Vector256<short> g1, Vector256<short> g2, byte* target, nint position)
    {
        g0.Store((short*)target);
        Pair(g0 + g2, g1, target + position, position);
        Pair(g0 + (g2 << 2), g1 << 1, target + (3 * position), position);
        g2.Store((short*)(target + (5 * position)));
    }

    /// <summary>The values of the polynomial g at 0, ±1, ±2, ±3, ∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Five(
        Vector256<short> g0, Vector256<short> g1, Vector256<short> g2, Vector256<short> g3, Vector256<short> g4, byte* target, nint position)
    {
        g0.Store((short*)target);
        Pair(g0 + g2 + g4, g1 + g3, target + position, position);
        Pair(g0 + (g2 << 2) + (g4 << 4), (g1 << 1) + (g3 << 3), target + (3 * position), position);
        Pair(g0 + (g2 * 9) + (g4 * 81), (g1 * 3) + (g3 * 27), target + (5 * position), position);
        g4.Store((short*)(target + (7 * position)));
    }

    /// <summary>The values at a point and its negative, from their even and odd powers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pair(Vector256<short> even, Vector256<short> odd, byte* target, nint position)
    {
        (even + odd).Store((short*)target);
        (even - odd).Store((short*)(target + position));
    }
}

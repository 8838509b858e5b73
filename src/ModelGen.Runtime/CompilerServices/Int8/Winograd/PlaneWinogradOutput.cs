using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.CompilerServices;

/// <summary>The transform of products to sums, <c>Aᵀ m A</c>, for <see cref="Int8Winograd"/>, with the scales divided out.</summary>
internal static unsafe class PlaneWinogradOutput
{
    private const int Side = 6, Tile = Int8Winograd.Tile, ConstantPosition = Side + 1, MiddleBits = 7;

    /// <summary>The inverse of 9 modulo 2³².</summary>
    private const int InverseOf9 = 954437177;

    /// <summary>The rows of the result are 24, 12, 6 and 6 times what they should be: 3 times two to the power of these.</summary>
    private static ReadOnlySpan<int> Scales => [3, 2, 1, 1];

    /// <summary>Transforms the products of the band, and adds the sums to those of the parts before.</summary>
    /// <param name="a">The convolution.</param>
    /// <param name="channels">The channels of the part.</param>
    /// <param name="isFirst">Whether no part came before.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref readonly Int8Winograd a, int channels, bool isFirst)
    {
        for (int lane = 0; lane < Int8TileArguments.BlockChannels; lane += Vector256<int>.Count)
        {
            Vector256<int> correction = Correction(in a, channels, lane);
            int* sums = a.SumsPlace + lane;
            (int row, int column) = a.Origin(0);
            for (int tile = 0; tile < a.Tiles; tile++, a.Next(ref row, ref column))
            {
                if (tile % a.GroupTiles == 0)
                {
                    sums = a.SumsPlace + (tile * a.TilePixels * Int8TileArguments.BlockChannels) + lane;
                }

                int rows = Math.Min(Tile, a.Rows - row), columns = Math.Min(Tile, a.Columns - column);
                sums = Transform(a.Products + (tile * Int8TileArguments.BlockChannels) + lane, a.ProductPosition, rows, columns, correction, isFirst, sums);
            }
        }
    }

    /// <summary>What activations less 128 leave out: 128 times the sum of the weights, which is their transform where that of a constant is not zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector256<int> Correction(ref readonly Int8Winograd a, int channels, int lane)
    {
        Vector256<int> sum = Vector256<int>.Zero;
        byte* weights = a.Weights + (ConstantPosition * a.WeightPosition) + (lane * Int8TileArguments.QuadLength);
        for (int pair = 0; pair < channels / 2; pair++, weights += Int8TileArguments.QuadBytes)
        {
            Vector256<int> words = Vector256.Load((int*)weights);
            sum += ((words << 16) >> 16) + (words >> 16);
        }

        return sum << MiddleBits;
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int* Transform(int* products, nint position, int rows, int columns, Vector256<int> correction, bool isFirst, int* sums)
    {
        Vector256<int>* half = stackalloc Vector256<int>[Tile * Side], result = stackalloc Vector256<int>[Tile];
        for (int j = 0; j < Side; j++, products += position)
        {
            Line(
                Vector256.Load(products),
                Vector256.Load(products + (Side * position)),
                Vector256.Load(products + (2 * Side * position)),
                Vector256.Load(products + (3 * Side * position)),
                Vector256.Load(products + (4 * Side * position)),
                Vector256.Load(products + (5 * Side * position)),
                half + j,
                Side);
        }

        for (int row = 0; row < rows; row++, half += Side)
        {
            Line(half[0], half[1], half[2], half[3], half[4], half[5], result, 1);
            for (int column = 0; column < columns; column++, sums += Int8TileArguments.BlockChannels)
            {
                Vector256<int> sum = ((result[column] * InverseOf9) >> (Scales[row] + Scales[column])) + correction;
                (isFirst ? sum : sum + Vector256.Load(sums)).Store(sums);
            }
        }

        return sums;
    }

    /// <summary>One dimension.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Line(
        Vector256<int> m0, Vector256<int> m1, Vector256<int> m2, Vector256<int> m3, Vector256<int> m4, Vector256<int> m5, Vector256<int>* target, int stride)
    {
        Vector256<int> sum1 = m1 + m2, difference1 = m1 - m2, sum3 = m3 + m4, difference3 = m3 - m4;
        target[0] = ((m0 + ((m0 + sum1) << 1)) << 1) + sum3;
        target[stride] = (difference1 << 1) + difference3;
        target[2 * stride] = sum1 + sum3;
        target[3 * stride] = difference1 + ((difference3 + m5 + (m5 << 1)) << 1);
    }
}

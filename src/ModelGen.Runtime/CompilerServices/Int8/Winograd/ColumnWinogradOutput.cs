using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.CompilerServices;

/// <summary>The transform of products to sums along columns, <c>Aᵀ m</c>, for <see cref="Int8Winograd"/>, with the scales divided out.</summary>
internal static unsafe class ColumnWinogradOutput
{
    /// <summary>The inverses of 3, 15 and 45 modulo 2³².</summary>
    private const int InverseOf3 = -1431655765, InverseOf15 = -286331153, InverseOf45 = -1527099483;

    /// <summary>Transforms the products of a group of tiles.</summary>
    /// <param name="a">The convolution.</param>
    /// <param name="tile">The first tile, counted within the band.</param>
    /// <param name="tiles">The tiles.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref readonly Int8Winograd a, int tile, int tiles)
    {
        nint position = a.ProductPosition;
        (int row, int column) = a.Origin(tile);
        int* products = a.Products, sums = a.SumsPlace + (tile * Int8Winograd.Tile * Int8TileArguments.BlockChannels);
        for (; tiles > 0; tiles--, a.Next(ref row, ref column), products += Int8TileArguments.BlockChannels)
        {
            // What a tile at the end lacks is overwritten by the next tile, or has room.
            if (a.Taps == 3)
            {
                Three(products, position, sums);
                Three(products + Vector256<int>.Count, position, sums + Vector256<int>.Count);
            }
            else
            {
                Five(products, position, sums);
                Five(products + Vector256<int>.Count, position, sums + Vector256<int>.Count);
            }

            sums += Math.Min(Int8Winograd.Tile, a.Rows - row) * Int8TileArguments.BlockChannels;
        }
    }

    /// <summary>The sums come out times 24, 12, 6 and 6.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Three(int* products, nint position, int* sums)
    {
        (Vector256<int> sum1, Vector256<int> difference1) = Pair(products + position, position);
        (Vector256<int> sum2, Vector256<int> difference2) = Pair(products + (3 * position), position);
        Vector256<int> zero = Vector256.Load(products), infinity = Vector256.Load(products + (5 * position));
        Store(((((zero + (zero << 1) - (sum1 << 1)) << 1) + sum2) * InverseOf3) >> 3, sums, 0);
        Store(((difference2 - (difference1 << 1)) * InverseOf3) >> 2, sums, 1);
        Store(((sum2 - sum1) * InverseOf3) >> 1, sums, 2);
        Store(((((difference2 + infinity + (infinity << 1)) << 1) - difference1) * InverseOf3) >> 1, sums, 3);
    }

    /// <summary>The sums come out times 720, 240, 240 and 240.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Five(int* products, nint position, int* sums)
    {
        (Vector256<int> sum1, Vector256<int> difference1) = Pair(products + position, position);
        (Vector256<int> sum2, Vector256<int> difference2) = Pair(products + (3 * position), position);
        (Vector256<int> sum3, Vector256<int> difference3) = Pair(products + (5 * position), position);
        Vector256<int> zero = Vector256.Load(products), infinity = Vector256.Load(products + (7 * position));
        Vector256<int> five1 = difference1 + (difference1 << 2), fiveSum1 = sum1 + (sum1 << 2);
        Vector256<int> fiveZero = zero + (zero << 2), fifteen = infinity * 15;
        Store(((fiveSum1 + (fiveSum1 << 1) + sum3 - (((fiveZero << 1) + sum2 + (sum2 << 1)) << 1)) * InverseOf45) >> 4, sums, 0);
        Store(((five1 - (difference2 << 2) + difference3) * InverseOf15) >> 4, sums, 1);
        Store(((fiveSum1 - (sum2 << 3) + sum3 + (sum3 << 1)) * InverseOf15) >> 4, sums, 2);
        Store(((five1 + difference3 + (difference3 << 3) + ((fifteen - difference2) << 4)) * InverseOf15) >> 4, sums, 3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<int> sum, int* sums, int row) => sum.Store(sums + (row * Int8TileArguments.BlockChannels));

    /// <summary>The sum and the difference of the products at a point and its negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<int> Sum, Vector256<int> Difference) Pair(int* products, nint position)
    {
        Vector256<int> plus = Vector256.Load(products), minus = Vector256.Load(products + position);
        return (plus + minus, plus - minus);
    }
}

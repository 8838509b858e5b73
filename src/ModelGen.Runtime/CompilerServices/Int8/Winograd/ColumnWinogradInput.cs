using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.CompilerServices;

/// <summary>The transform of activations along columns, <c>Bᵀ d</c>, for <see cref="Int8Winograd"/>: of rows of bytes, whatever lies in them.</summary>
internal static unsafe class ColumnWinogradInput
{
    /// <summary>Transforms the band.</summary>
    /// <param name="a">The convolution.</param>
    /// <param name="x">The first byte under the first kernel.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref readonly Int8Winograd a, byte* x)
    {
        int positions = a.Positions, firstRow = a.Origin(0).Row, lastRow = a.Origin(a.Tiles - 1).Row;
        byte** rows = stackalloc byte*[positions];
        nint position = a.InputPosition, last = a.RowBytes - Vector128<byte>.Count;
        byte* target = a.Input;
        x += a.FirstColumn * a.ColumnStride;
        for (int row = firstRow; row <= lastRow; row += Int8Winograd.Tile, target += a.InputRow)
        {
            for (int i = 0; i < positions; i++)
            {
                // Beyond the input any bytes do: they belong to pixels that are not there.
                rows[i] = x + (Math.Min(row + i, a.Rows + a.Taps - 2) * a.RowStride);
            }

            for (nint i = 0; i < last; i += Vector128<byte>.Count)
            {
                Transform(rows, i, positions, (short*)target + i, position);
            }

            Transform(rows, last, positions, (short*)target + last, position);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transform(byte** rows, nint offset, int positions, short* target, nint position)
    {
        Vector256<short> d0 = Words(rows[0] + offset), d1 = Words(rows[1] + offset), d2 = Words(rows[2] + offset);
        Vector256<short> d3 = Words(rows[3] + offset), d4 = Words(rows[4] + offset), d5 = Words(rows[5] + offset);
        if (positions == 6)
        {
            Three(d0, d1, d2, d3, d4, d5, (byte*)target, position);
        }
        else
        {
            Five(d0, d1, d2, d3, d4, d5, Words(rows[6] + offset), Words(rows[7] + offset), (byte*)target, position);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Words(byte* bytes) => Vector256.WidenLower(Vector128.Load(bytes).ToVector256Unsafe()).AsInt16();

    /// <summary>For 3 rows: the coefficients of x(x² − 1)(x² − 4) and of its quotients by x − p for the points p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Three(
        Vector256<short> d0, Vector256<short> d1, Vector256<short> d2, Vector256<short> d3, Vector256<short> d4, Vector256<short> d5, byte* target, nint position)
    {
        Vector256<short> even1 = d4 - (d2 << 2), odd1 = d3 - (d1 << 2), even2 = d4 - d2, odd2 = (d3 - d1) << 1;
        (even1 - d2 + (d0 << 2)).Store((short*)target);
        (even1 + odd1).Store((short*)(target + position));
        (even1 - odd1).Store((short*)(target + (2 * position)));
        (even2 + odd2).Store((short*)(target + (3 * position)));
        (even2 - odd2).Store((short*)(target + (4 * position)));
        (d5 - d3 - (d3 << 2) + (d1 << 2)).Store((short*)(target + (5 * position)));
    }

    /// <summary>For 5 rows: the coefficients of x(x² − 1)(x² − 4)(x² − 9) and of its quotients by x − p for the points p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Five(
        Vector256<short> d0,
        Vector256<short> d1,
        Vector256<short> d2,
        Vector256<short> d3,
        Vector256<short> d4,
        Vector256<short> d5,
        Vector256<short> d6,
        Vector256<short> d7,
        byte* target,
        nint position)
    {
        Vector256<short> even1 = Quartic(d2, d4, d6, 36, 13), odd1 = Quartic(d1, d3, d5, 36, 13);
        Vector256<short> even2 = Quartic(d2, d4, d6, 9, 10), odd2 = Quartic(d1, d3, d5, 9, 10) << 1;
        Vector256<short> even3 = Quartic(d2, d4, d6, 4, 5), odd3 = Quartic(d1, d3, d5, 4, 5) * 3;
        (Quartic(d2, d4, d6, 49, 14) - (d0 * 36)).Store((short*)target);
        (even1 + odd1).Store((short*)(target + position));
        (even1 - odd1).Store((short*)(target + (2 * position)));
        (even2 + odd2).Store((short*)(target + (3 * position)));
        (even2 - odd2).Store((short*)(target + (4 * position)));
        (even3 + odd3).Store((short*)(target + (5 * position)));
        (even3 - odd3).Store((short*)(target + (6 * position)));
        (Quartic(d3, d5, d7, 49, 14) - (d1 * 36)).Store((short*)(target + (7 * position)));
    }

    /// <summary>c − b·<paramref name="second"/> + a·<paramref name="first"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Quartic(Vector256<short> a, Vector256<short> b, Vector256<short> c, short first, short second) => c - (b * second) + (a * first);
}

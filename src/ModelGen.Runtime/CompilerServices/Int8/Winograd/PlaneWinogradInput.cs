using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.CompilerServices;

/// <summary>
/// The transform of activations, <c>Bᵀ d B</c>, for <see cref="Int8Winograd"/>: of 32 channels first words of bytes 0 and 2 of each quad, then of
/// bytes 1 and 3.
/// </summary>
internal static unsafe class PlaneWinogradInput
{
    private const int Side = 6, Middle = 128;

    /// <summary>The position whose transform of a constant is not zero but 36 times that constant.</summary>
    private const int ConstantPosition = Side + 1, ConstantFactor = 36;

    /// <summary>Transforms the band.</summary>
    /// <param name="a">The convolution.</param>
    /// <param name="x">The first byte under the first kernel.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref readonly Int8Winograd a, byte* x)
    {
        nint* rows = stackalloc nint[Side], columns = stackalloc nint[Side];
        nint inputPosition = a.InputPosition;
        (int row, int column) = a.Origin(0);
        for (int tile = 0; tile < a.Tiles; tile++, a.Next(ref row, ref column))
        {
            for (int i = 0; i < Side; i++)
            {
                // Beyond the input any bytes do: they belong to pixels that are not there.
                rows[i] = Math.Min(row + i, a.Rows + 1) * a.RowStride;
                columns[i] = Math.Min(column + i, a.Columns + 1) * a.ColumnStride;
            }

            byte* target = a.Input + (tile * a.InputTile);
            for (int channel = 0; channel < a.Channels; channel += Vector256<byte>.Count, target += 2 * Vector256<byte>.Count)
            {
                Transform<EvenBytes>(x + channel, rows, columns, target, inputPosition);
                Transform<OddBytes>(x + channel, rows, columns, target + Vector256<byte>.Count, inputPosition);
            }
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transform<T>(byte* x, nint* rows, nint* columns, byte* target, nint position)
        where T : struct, IQuadWords
    {
        Vector256<short>* half = stackalloc Vector256<short>[Side * Side];
        for (int j = 0; j < Side; j++)
        {
            byte* source = x + columns[j];
            Line(
                T.Load(source + rows[0]),
                T.Load(source + rows[1]),
                T.Load(source + rows[2]),
                T.Load(source + rows[3]),
                T.Load(source + rows[4]),
                T.Load(source + rows[5]),
                (byte*)(half + j),
                Side * sizeof(Vector256<short>));
        }

        for (int i = 0; i < Side; i++, half += Side)
        {
            Line(half[0], half[1], half[2], half[3], half[4], half[5], target + (i * Side * position), position);
        }

        var constant = (short*)(target + (ConstantPosition * position));
        (Vector256.Load(constant) - Vector256.Create((short)(ConstantFactor * Middle))).Store(constant);
    }

    /// <summary>One dimension.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Line(
        Vector256<short> d0, Vector256<short> d1, Vector256<short> d2, Vector256<short> d3, Vector256<short> d4, Vector256<short> d5, byte* target, nint stride)
    {
        Vector256<short> difference = d4 - d2, step = (d3 - d1) << 1;
        ((d0 << 2) + difference - (d2 << 2)).Store((short*)target);
        (d3 + d4 - ((d1 + d2) << 2)).Store((short*)(target + stride));
        (d4 - d3 + ((d1 - d2) << 2)).Store((short*)(target + (2 * stride)));
        (difference + step).Store((short*)(target + (3 * stride)));
        (difference - step).Store((short*)(target + (4 * stride)));
        (d5 - d3 - (step << 1)).Store((short*)(target + (5 * stride)));
    }
}

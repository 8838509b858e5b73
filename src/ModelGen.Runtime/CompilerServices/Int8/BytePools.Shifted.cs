using System;
using System.Runtime.CompilerServices;

namespace ModelGen.CompilerServices;

/// <content>Means of unsigned bytes that stand for signed ones, x − 128.</content>
public static partial class BytePools
{
    private const int SignedShift = 128;

    /// <summary>The mean of each channel in single precision, as <see cref="AverageOnnx"/>, rounded as a signed byte.</summary>
    /// <param name="window">The first channel of the first element.</param>
    /// <param name="rows">The rows of the window.</param>
    /// <param name="columns">The elements of a row.</param>
    /// <param name="rowStride">From row to row, in bytes.</param>
    /// <param name="columnStride">From element to element, in bytes.</param>
    /// <param name="y">The first channel of the result.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="count">What sums are divided by.</param>
    /// <param name="xScale">The scale of x.</param>
    /// <param name="xZero">The zero point of x, as an unsigned byte.</param>
    /// <param name="yScale">The scale of the result.</param>
    /// <param name="yZero">The zero point of the result, as an unsigned byte.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AverageOnnxShifted<S, V>(
        ref readonly byte window, int rows, int columns, nint rowStride, nint columnStride, ref byte y, int channels, int count, float xScale, int xZero, float yScale, int yZero)
        where S : struct, ISimd<V>
        where V : struct
    {
        V factor = S.Broadcast(xScale), zero = S.Broadcast((float)xZero), divisor = S.Broadcast((float)count), unit = S.Broadcast(yScale);
        V offset = S.Broadcast((float)(yZero - SignedShift)), shift = S.Broadcast((float)SignedShift), least = S.Broadcast(-128f), greatest = S.Broadcast(127f);
        for (int i = 0; i < channels; i += S.Count)
        {
            int lanes = Math.Min(S.Count, channels - i);
            V sum = S.Zero;
            for (nint row = 0; row < rows; row++)
            {
                for (nint column = 0; column < columns; column++)
                {
                    ref readonly byte element = ref At(in window, i + (row * rowStride) + (column * columnStride));
                    V x = lanes == S.Count ? S.Convert(in element) : S.Convert(in element, lanes);
                    sum = S.Add(sum, S.Multiply(S.Subtract(x, zero), factor));
                }
            }

            V steps = S.Add(S.Divide(S.Divide(sum, divisor), unit), offset);
            S.StoreBytes(S.Add(S.Round(S.Min(greatest, S.Max(least, steps))), shift), ref Unsafe.Add(ref y, i), lanes);
        }
    }

    /// <summary>The mean of the signed bytes of each channel, halves away from zero.</summary>
    /// <param name="window">The first channel of the first element.</param>
    /// <param name="rows">The rows of the window.</param>
    /// <param name="columns">The elements of a row.</param>
    /// <param name="rowStride">From row to row, in bytes.</param>
    /// <param name="columnStride">From element to element, in bytes.</param>
    /// <param name="y">The first channel of the result.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="count">What sums are divided by; elements that are missing are the zero point.</param>
    /// <param name="zero">The zero point, as an unsigned byte.</param>
    public static void AverageTfLiteShifted(
        ref readonly byte window, int rows, int columns, nint rowStride, nint columnStride, ref byte y, int channels, int count, int zero)
    {
        Span<int> sums = stackalloc int[SumsAtATime];
        int start = ((count - (rows * columns)) * zero) - (count * SignedShift);
        for (int first = 0; first < channels; first += SumsAtATime)
        {
            Span<int> block = sums[..Math.Min(SumsAtATime, channels - first)];
            Sum(in At(in window, first), rows, columns, rowStride, columnStride, start, block);
            for (int i = 0; i < block.Length; i++)
            {
                int mean = (block[i] > 0 ? block[i] + (count / 2) : block[i] - (count / 2)) / count;
                Unsafe.Add(ref y, first + i) = (byte)(Math.Clamp(mean, sbyte.MinValue, sbyte.MaxValue) + SignedShift);
            }
        }
    }
}

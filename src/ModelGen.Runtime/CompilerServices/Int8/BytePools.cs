using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ModelGen.Numerics;

namespace ModelGen.CompilerServices;

/// <summary>
/// Maxima and means of windows of unsigned bytes, for each of the channels, which are neighbours. A window is given by its first element
/// and the rows and columns of it that lie inside the image, at least one of each. Nothing beyond the channels of a pixel is read or
/// written. The results are the same at every vector width and on every platform.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class BytePools
{
    /// <summary>The channels whose integer sums are held at a time.</summary>
    private const int SumsAtATime = 64;

    /// <summary>The greatest element of each channel.</summary>
    /// <param name="window">The first channel of the first element.</param>
    /// <param name="rows">The rows of the window.</param>
    /// <param name="columns">The elements of a row.</param>
    /// <param name="rowStride">From row to row, in bytes.</param>
    /// <param name="columnStride">From element to element, in bytes.</param>
    /// <param name="y">The first channel of the result.</param>
    /// <param name="channels">The number of channels.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Max<S, V>(ref readonly byte window, int rows, int columns, nint rowStride, nint columnStride, ref byte y, int channels)
        where S : struct, ISimd<V>
        where V : struct
    {
        // Constants where it is called: of four elements a call would take longer than the maxima.
        if (rows == 2 && columns == 2 && channels < 64)
        {
            MaxOfFour<S, V>(in window, rowStride, columnStride, ref y, channels);
        }
        else
        {
            MaxOfAny<S, V>(in window, rows, columns, rowStride, columnStride, ref y, channels);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MaxOfFour<S, V>(ref readonly byte window, nint rowStride, nint columnStride, ref byte y, int channels)
        where S : struct, ISimd<V>
        where V : struct
    {
        ref readonly byte right = ref At(in window, columnStride), below = ref At(in window, rowStride), last = ref At(in below, columnStride);
        int i = 0;
        if (S.Count >= 8)
        {
            for (; i <= channels - 32; i += 32)
            {
                Vector256.Max(
                    Vector256.Max(Vector256.LoadUnsafe(in window, (nuint)i), Vector256.LoadUnsafe(in right, (nuint)i)),
                    Vector256.Max(Vector256.LoadUnsafe(in below, (nuint)i), Vector256.LoadUnsafe(in last, (nuint)i))).StoreUnsafe(ref y, (nuint)i);
            }
        }

        for (; i <= channels - 16; i += 16)
        {
            Vector128.Max(
                Vector128.Max(Vector128.LoadUnsafe(in window, (nuint)i), Vector128.LoadUnsafe(in right, (nuint)i)),
                Vector128.Max(Vector128.LoadUnsafe(in below, (nuint)i), Vector128.LoadUnsafe(in last, (nuint)i))).StoreUnsafe(ref y, (nuint)i);
        }

        if (i <= channels - sizeof(ulong))
        {
            Vector128<byte> greatest = Vector128.Max(Vector128.Max(Eight(in At(in window, i)), Eight(in At(in right, i))), Vector128.Max(Eight(in At(in below, i)), Eight(in At(in last, i))));
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref y, i), greatest.AsUInt64().ToScalar());
            i += sizeof(ulong);
        }

        for (; i < channels; i++)
        {
            Unsafe.Add(ref y, i) = Math.Max(Math.Max(At(in window, i), At(in right, i)), Math.Max(At(in below, i), At(in last, i)));
        }
    }

    /// <summary>Eight bytes, then zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Eight(ref readonly byte first) => Vector128.CreateScalar(Unsafe.ReadUnaligned<ulong>(in first)).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MaxOfAny<S, V>(ref readonly byte window, int rows, int columns, nint rowStride, nint columnStride, ref byte y, int channels)
        where S : struct, ISimd<V>
        where V : struct
    {
        int i = 0;
        if (S.Count >= 16)
        {
            for (; i <= channels - 64; i += 64)
            {
                Vector512<byte> greatest = Vector512<byte>.Zero;
                for (nint row = 0; row < rows; row++)
                {
                    for (nint column = 0; column < columns; column++)
                    {
                        greatest = Vector512.Max(greatest, Vector512.LoadUnsafe(in At(in window, i + (row * rowStride) + (column * columnStride))));
                    }
                }

                greatest.StoreUnsafe(ref Unsafe.Add(ref y, i));
            }
        }
        else if (S.Count >= 8)
        {
            for (; i <= channels - 64; i += 64)
            {
                Vector256<byte> first = Vector256<byte>.Zero, second = first;
                for (nint row = 0; row < rows; row++)
                {
                    ref readonly byte element = ref At(in window, i + (row * rowStride));
                    for (nint column = 0; column < columns; column++)
                    {
                        first = Vector256.Max(first, Vector256.LoadUnsafe(in At(in element, column * columnStride)));
                        second = Vector256.Max(second, Vector256.LoadUnsafe(in At(in element, (column * columnStride) + 32)));
                    }
                }

                first.StoreUnsafe(ref Unsafe.Add(ref y, i));
                second.StoreUnsafe(ref Unsafe.Add(ref y, i + 32));
            }
        }

        if (S.Count >= 8)
        {
            for (; i <= channels - 32; i += 32)
            {
                Vector256<byte> greatest = Vector256<byte>.Zero;
                for (nint row = 0; row < rows; row++)
                {
                    for (nint column = 0; column < columns; column++)
                    {
                        greatest = Vector256.Max(greatest, Vector256.LoadUnsafe(in At(in window, i + (row * rowStride) + (column * columnStride))));
                    }
                }

                greatest.StoreUnsafe(ref Unsafe.Add(ref y, i));
            }
        }

        for (; i <= channels - 16; i += 16)
        {
            Vector128<byte> greatest = Vector128<byte>.Zero;
            for (nint row = 0; row < rows; row++)
            {
                for (nint column = 0; column < columns; column++)
                {
                    greatest = Vector128.Max(greatest, Vector128.LoadUnsafe(in At(in window, i + (row * rowStride) + (column * columnStride))));
                }
            }

            greatest.StoreUnsafe(ref Unsafe.Add(ref y, i));
        }

        // What is left is less than 16 channels: eight, then one at a time.
        if (i <= channels - sizeof(ulong))
        {
            Vector128<byte> greatest = Vector128<byte>.Zero;
            for (nint row = 0; row < rows; row++)
            {
                for (nint column = 0; column < columns; column++)
                {
                    greatest = Vector128.Max(greatest, Eight(in At(in window, i + (row * rowStride) + (column * columnStride))));
                }
            }

            Unsafe.WriteUnaligned(ref Unsafe.Add(ref y, i), greatest.AsUInt64().ToScalar());
            i += sizeof(ulong);
        }

        for (; i < channels; i++)
        {
            byte greatest = 0;
            for (nint row = 0; row < rows; row++)
            {
                for (nint column = 0; column < columns; column++)
                {
                    greatest = Math.Max(greatest, At(in window, i + (row * rowStride) + (column * columnStride)));
                }
            }

            Unsafe.Add(ref y, i) = greatest;
        }
    }

    /// <summary>The greatest of neighbouring bytes.</summary>
    /// <param name="x">The first byte.</param>
    /// <param name="count">How many, at least 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static byte Greatest(ref readonly byte x, int count)
    {
        int i = 0;
        byte greatest = 0;
        if (count >= Vector128<byte>.Count)
        {
            Vector128<byte> lanes = Vector128<byte>.Zero;
            for (; i <= count - Vector128<byte>.Count; i += Vector128<byte>.Count)
            {
                lanes = Vector128.Max(lanes, Vector128.LoadUnsafe(in At(in x, i)));
            }

            for (int lane = 0; lane < Vector128<byte>.Count; lane++)
            {
                greatest = Math.Max(greatest, lanes.GetElement(lane));
            }
        }

        for (; i < count; i++)
        {
            greatest = Math.Max(greatest, At(in x, i));
        }

        return greatest;
    }

    /// <summary>The mean of each channel in single precision: the sum of scale · (x − zero point) row by row, by the count and the scale of the result.</summary>
    /// <param name="window">The first channel of the first element.</param>
    /// <param name="rows">The rows of the window.</param>
    /// <param name="columns">The elements of a row.</param>
    /// <param name="rowStride">From row to row, in bytes.</param>
    /// <param name="columnStride">From element to element, in bytes.</param>
    /// <param name="y">The first channel of the result.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="count">What sums are divided by.</param>
    /// <param name="xScale">The scale of x.</param>
    /// <param name="xZero">The zero point of x.</param>
    /// <param name="yScale">The scale of the result.</param>
    /// <param name="yZero">The zero point of the result.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AverageOnnx<S, V>(
        ref readonly byte window, int rows, int columns, nint rowStride, nint columnStride, ref byte y, int channels, int count, float xScale, int xZero, float yScale, int yZero)
        where S : struct, ISimd<V>
        where V : struct
    {
        V factor = S.Broadcast(xScale), zero = S.Broadcast((float)xZero), divisor = S.Broadcast((float)count), unit = S.Broadcast(yScale), offset = S.Broadcast((float)yZero);
        V greatest = S.Broadcast(255f);
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
            S.StoreBytes(S.Round(S.Min(greatest, S.Max(S.Zero, steps))), ref Unsafe.Add(ref y, i), lanes);
        }
    }

    /// <summary>The mean of the bytes of each channel, halves upward.</summary>
    /// <param name="window">The first channel of the first element.</param>
    /// <param name="rows">The rows of the window.</param>
    /// <param name="columns">The elements of a row.</param>
    /// <param name="rowStride">From row to row, in bytes.</param>
    /// <param name="columnStride">From element to element, in bytes.</param>
    /// <param name="y">The first channel of the result.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="count">What sums are divided by: elements beyond those of the window are zero points.</param>
    /// <param name="zero">The zero point.</param>
    public static void AverageTfLite(ref readonly byte window, int rows, int columns, nint rowStride, nint columnStride, ref byte y, int channels, int count, int zero)
    {
        Span<int> sums = stackalloc int[SumsAtATime];
        int start = ((count - (rows * columns)) * zero) + (count / 2);
        for (int first = 0; first < channels; first += SumsAtATime)
        {
            Span<int> block = sums[..Math.Min(SumsAtATime, channels - first)];
            Sum(in At(in window, first), rows, columns, rowStride, columnStride, start, block);
            for (int i = 0; i < block.Length; i++)
            {
                Unsafe.Add(ref y, first + i) = (byte)Math.Min(byte.MaxValue, (uint)block[i] / (uint)count);
            }
        }
    }

    /// <summary>The mean of each channel of a plane: Σ(x − zero point) · multiplier, halves to even, plus the zero point of the result.</summary>
    /// <param name="plane">The first channel of the first element.</param>
    /// <param name="rows">The rows of the plane.</param>
    /// <param name="columns">The elements of a row.</param>
    /// <param name="rowStride">From row to row, in bytes.</param>
    /// <param name="columnStride">From element to element, in bytes.</param>
    /// <param name="y">The first channel of the result.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="xZero">The zero point of x.</param>
    /// <param name="multiplier">The scale of x by that of the result and the number of elements.</param>
    /// <param name="yZero">The zero point of the result.</param>
    public static void GlobalAverageOnnx(
        ref readonly byte plane, int rows, int columns, nint rowStride, nint columnStride, ref byte y, int channels, int xZero, float multiplier, int yZero)
    {
        Span<int> sums = stackalloc int[SumsAtATime];
        for (int first = 0; first < channels; first += SumsAtATime)
        {
            Span<int> block = sums[..Math.Min(SumsAtATime, channels - first)];
            Sum(in At(in plane, first), rows, columns, rowStride, columnStride, -(rows * columns * xZero), block);
            for (int i = 0; i < block.Length; i++)
            {
                float rounded = MathF.Round((float)block[i] * multiplier, MidpointRounding.ToEven);
                Unsafe.Add(ref y, first + i) = (byte)Math.Clamp(rounded + (double)yZero, byte.MinValue, byte.MaxValue);
            }
        }
    }

    /// <summary>The mean of each channel of a plane: Σ(x − zero point) times a fixed-point multiplier, plus the zero point of the result.</summary>
    /// <param name="plane">The first channel of the first element.</param>
    /// <param name="rows">The rows of the plane.</param>
    /// <param name="columns">The elements of a row.</param>
    /// <param name="rowStride">From row to row, in bytes.</param>
    /// <param name="columnStride">From element to element, in bytes.</param>
    /// <param name="y">The first channel of the result.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="xZero">The zero point of x.</param>
    /// <param name="multiplier">The scale of x by that of the result and the number of elements.</param>
    /// <param name="yZero">The zero point of the result.</param>
    public static void GlobalAverageTfLite(
        ref readonly byte plane, int rows, int columns, nint rowStride, nint columnStride, ref byte y, int channels, int xZero, FixedPointMultiplier multiplier, int yZero)
    {
        Span<int> sums = stackalloc int[SumsAtATime];
        for (int first = 0; first < channels; first += SumsAtATime)
        {
            Span<int> block = sums[..Math.Min(SumsAtATime, channels - first)];
            Sum(in At(in plane, first), rows, columns, rowStride, columnStride, -(rows * columns * xZero), block);
            for (int i = 0; i < block.Length; i++)
            {
                Unsafe.Add(ref y, first + i) = (byte)Math.Clamp((long)multiplier.Apply(block[i]) + yZero, byte.MinValue, byte.MaxValue);
            }
        }
    }

    /// <summary>For each channel of a block, the sum of the window and a start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum(ref readonly byte window, int rows, int columns, nint rowStride, nint columnStride, int start, Span<int> sums)
    {
        int i = 0;
        for (; i <= sums.Length - 16; i += 16)
        {
            Vector512<int> sum = Vector512.Create(start);
            for (nint row = 0; row < rows; row++)
            {
                for (nint column = 0; column < columns; column++)
                {
                    sum += Widen(Vector128.LoadUnsafe(in At(in window, i + (row * rowStride) + (column * columnStride))));
                }
            }

            sum.CopyTo(sums[i..]);
        }

        for (; i < sums.Length; i++)
        {
            int sum = start;
            for (nint row = 0; row < rows; row++)
            {
                for (nint column = 0; column < columns; column++)
                {
                    sum += At(in window, i + (row * rowStride) + (column * columnStride));
                }
            }

            sums[i] = sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Widen(Vector128<byte> bytes)
    {
        if (Avx512F.IsSupported)
        {
            return Avx512F.ConvertToVector512Int32(bytes);
        }

        (Vector128<ushort> lower, Vector128<ushort> upper) = Vector128.Widen(bytes);
        (Vector128<uint> a, Vector128<uint> b) = Vector128.Widen(lower);
        (Vector128<uint> c, Vector128<uint> d) = Vector128.Widen(upper);
        return Vector512.Create(Vector256.Create(a, b), Vector256.Create(c, d)).AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref readonly byte At(ref readonly byte first, nint offset) => ref Unsafe.Add(ref Unsafe.AsRef(in first), offset);
}

#if NET
using System;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelGen.Npu;

/// <content>Bytes as pairs of 16-bit numbers, in the order in which the tiles read them.</content>
internal sealed partial class PackedProducts
{
    /// <summary>The input as far as the kernel reaches, padding among it.</summary>
    private void PackInput(NpuCore core, in WindowWork work, int pairs)
    {
        int height = (int)work.ReachHeight, width = (int)work.ReachWidth, depth = work.Depth;
        Ensure(ref input, height * width * pairs);
        Span<short> values = MemoryMarshal.Cast<int, short>(input.AsSpan(0, height * width * pairs));
        for (int y = 0; y < height; y++)
        {
            Span<short> line = values.Slice(y * width * pairs * 2, width * pairs * 2);
            long row = (long)y - work.PadTop;
            int from = Math.Min(width, work.PadLeft), to = (int)Math.Min(width, work.PadLeft + work.Source.Columns);
            if (row < 0 || row >= work.Source.Rows)
            {
                line.Clear();
                continue;
            }

            line.Slice(0, from * pairs * 2).Clear();
            line.Slice(to * pairs * 2).Clear();
            long s = work.Source.Address + (row * work.Source.RowStride);
            if (work.Source.ColumnStride == depth && depth % 2 == 0)
            {
                Widen(core.Scratchpad.AsSpan((int)s, (to - from) * depth), work.InputUnsigned, work.InputZero, line.Slice(from * depth));
                continue;
            }

            for (int x = from; x < to; x++)
            {
                Widen(core.Scratchpad.AsSpan((int)(s + ((x - from) * work.Source.ColumnStride)), depth), work.InputUnsigned, work.InputZero, line.Slice(x * pairs * 2, pairs * 2));
            }
        }
    }

    /// <summary>The weights, block after block of output channels; they stay while the weight buffer does not change.</summary>
    private void PackWeights(NpuCore core, in WindowWork work, int pairs, int block, int blocks)
    {
        var key = (work.Weights, work.Depth, work.WeightUnsigned, work.WeightZero, core.WeightsVersion);
        if (packed == key)
        {
            return;
        }

        packed = key;
        Ensure(ref weights, work.Kernel * pairs * blocks * block);
        int place = 0;
        for (int b = 0; b < blocks; b++)
        {
            int first = b * block, lanes = Math.Min(block, work.Width - first);
            for (int k = 0; k < work.Kernel; k++)
            {
                for (int p = 0; p < pairs; p++, place += block)
                {
                    long low = work.Weights.Address + (((k * (long)work.Depth) + (2 * p)) * work.Weights.RowStride) + (first * work.Weights.ColumnStride);
                    PackPair(core.Weights, work, low, (2 * p) + 1 < work.Depth, lanes, weights.AsSpan(place, block));
                }
            }
        }
    }

    private static void PackPair(byte[] bytes, in WindowWork work, long low, bool two, int lanes, Span<int> to)
    {
        long high = low + work.Weights.RowStride, column = work.Weights.ColumnStride;
        int zero = work.WeightZero, o = 0;
        if (column == 1)
        {
            Vector256<int> zeros = Vector256.Create(zero), mask = Vector256.Create(0xffff);
            for (; o + 16 <= lanes; o += 16)
            {
                (Vector128<short> a, Vector128<short> b) = Widen(Vector128.Create<byte>(bytes.AsSpan((int)low + o, 16)), work.WeightUnsigned);
                (Vector128<short> c, Vector128<short> d) = two ? Widen(Vector128.Create<byte>(bytes.AsSpan((int)high + o, 16)), work.WeightUnsigned) : default;
                Vector256<int> ones = two ? zeros : default;
                (((Wide(c) - ones) << 16) | ((Wide(a) - zeros) & mask)).CopyTo(to.Slice(o));
                (((Wide(d) - ones) << 16) | ((Wide(b) - zeros) & mask)).CopyTo(to.Slice(o + 8));
            }
        }

        for (; o < lanes; o++)
        {
            to[o] = Pair(NpuCore.Value(bytes[low + (o * column)], work.WeightUnsigned) - zero, two ? NpuCore.Value(bytes[high + (o * column)], work.WeightUnsigned) - zero : 0);
        }

        to.Slice(lanes).Clear();
    }

    private static Vector256<int> Wide(Vector128<short> value)
    {
        (Vector128<int> low, Vector128<int> high) = Vector128.Widen(value);
        return Vector256.Create(low, high);
    }

    private static (Vector128<short> Low, Vector128<short> High) Widen(Vector128<byte> value, bool unsigned)
    {
        if (!unsigned)
        {
            return Vector128.Widen(value.AsSByte());
        }

        (Vector128<ushort> low, Vector128<ushort> high) = Vector128.Widen(value);
        return (low.AsInt16(), high.AsInt16());
    }

    /// <summary>Bytes less their zero point, and 0 in what is left of the target.</summary>
    private static void Widen(ReadOnlySpan<byte> from, bool unsigned, int zero, Span<short> to)
    {
        int i = 0;
        Vector128<short> zeros = Vector128.Create((short)zero);
        for (; i + 16 <= from.Length; i += 16)
        {
            (Vector128<short> low, Vector128<short> high) = Widen(Vector128.Create(from.Slice(i, 16)), unsigned);
            (low - zeros).CopyTo(to.Slice(i));
            (high - zeros).CopyTo(to.Slice(i + 8));
        }

        for (; i < from.Length; i++)
        {
            to[i] = (short)(NpuCore.Value(from[i], unsigned) - zero);
        }

        if (i < to.Length && i % 2 == 1)
        {
            to[i] = 0;
        }
    }

    private static int Pair(int low, int high) => (high << 16) | (low & 0xffff);

    private static void Ensure(ref int[] buffer, int count)
    {
        if (buffer.Length < count)
        {
            buffer = new int[count];
        }
    }
}
#endif

using System;

namespace ModelGen.Npu;

/// <summary>Products one after the other.</summary>
internal static class PlainProducts
{
    public static void Convolve(NpuCore core, in WindowWork work)
    {
        int[] accumulators = core.Accumulators;
        for (int y = 0; y < work.Rows; y++)
        {
            for (int x = 0; x < work.Columns; x++)
            {
                long a = work.Target + (y * work.TargetRow) + (x * work.TargetColumn);
                if (!work.Accumulate)
                {
                    Array.Clear(accumulators, (int)a, work.Width);
                }

                for (int k = 0; k < work.Kernel; k++)
                {
                    long s = SourceOf(work, y, x, k);
                    for (int i = 0; s >= 0 && i < work.Depth; i++)
                    {
                        Add(core, work, NpuCore.Value(core.Scratchpad[s + i], work.InputUnsigned) - work.InputZero, work.Weights.Address + (((k * (long)work.Depth) + i) * work.Weights.RowStride), (int)a, work.Width);
                    }
                }
            }
        }
    }

    public static void Depthwise(NpuCore core, in WindowWork work, int multiplier)
    {
        for (int y = 0; y < work.Rows; y++)
        {
            for (int x = 0; x < work.Columns; x++)
            {
                long a = work.Target + (y * work.TargetRow) + (x * work.TargetColumn);
                if (!work.Accumulate)
                {
                    Array.Clear(core.Accumulators, (int)a, work.Width);
                }

                for (int k = 0; k < work.Kernel; k++)
                {
                    long s = SourceOf(work, y, x, k), w = work.Weights.Address + (k * work.Weights.RowStride);
                    for (int i = 0; s >= 0 && i < work.Depth; i++)
                    {
                        Add(core, work, NpuCore.Value(core.Scratchpad[s + i], work.InputUnsigned) - work.InputZero, w + (i * multiplier * work.Weights.ColumnStride), (int)a + (i * multiplier), multiplier);
                    }
                }
            }
        }
    }

    /// <summary>Rows of the scratchpad times the array's weights.</summary>
    public static void Multiply(NpuCore core, NpuAccess source, NpuAccess target, int width, bool unsigned, int zero, bool accumulate)
    {
        int depth = (int)source.Bytes;
        for (long row = 0; row < source.Rows; row++)
        {
            long x = source.Address + (row * source.RowStride), a = (target.Address + (row * target.ColumnStride)) / 4;
            for (int o = 0; o < width; o++)
            {
                int sum = accumulate ? core.Accumulators[a + o] : 0;
                for (int i = 0; i < depth; i++)
                {
                    sum = unchecked(sum + ((NpuCore.Value(core.Scratchpad[x + i], unsigned) - zero) * core.Array[(o * depth) + i]));
                }

                core.Accumulators[a + o] = sum;
            }
        }
    }

    /// <summary>The first byte of the input at an output and kernel position; −1 outside of the input.</summary>
    private static long SourceOf(in WindowWork work, int y, int x, int k)
    {
        long row = ((long)y * work.StrideHeight) + (k / work.KernelWidth * work.DilationHeight) - work.PadTop;
        long column = ((long)x * work.StrideWidth) + (k % work.KernelWidth * work.DilationWidth) - work.PadLeft;
        return row >= 0 && row < work.Source.Rows && column >= 0 && column < work.Source.Columns
            ? work.Source.Address + (row * work.Source.RowStride) + (column * work.Source.ColumnStride)
            : -1;
    }

    private static void Add(NpuCore core, in WindowWork work, int value, long weights, int accumulator, int width)
    {
        for (int o = 0; o < width; o++)
        {
            int weight = NpuCore.Value(core.Weights[weights + (o * work.Weights.ColumnStride)], work.WeightUnsigned) - work.WeightZero;
            core.Accumulators[accumulator + o] = unchecked(core.Accumulators[accumulator + o] + (value * weight));
        }
    }
}

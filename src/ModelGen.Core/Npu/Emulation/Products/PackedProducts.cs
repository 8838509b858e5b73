#if NET
using System;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelGen.Npu;

/// <summary>
/// Products of a core on vectors: inputs and weights, less their zero points, as pairs of 16-bit numbers, whose products a vector instruction adds to 32-bit sums that wrap around. The zero
/// points are within −256 to 255, so that both numbers have 10 bits and a pair's sum is exact.
/// </summary>
internal sealed partial class PackedProducts
{
    private const long MostPairs = 1 << 26;
    private const int FewPixels = 3;

    private static readonly int Lanes = PairTile512.IsSupported ? PairTile512.Lanes : PairTile256.Lanes, Pixels = PairTile512.IsSupported ? PairTile512.Pixels : PairTile256.Pixels;

    private readonly int[] sums = new int[PairTile512.Pixels * PairTile512.Lanes * 2];
    private readonly int[] at = new int[PairTile512.Pixels];
    private readonly long[] targets = new long[PairTile512.Pixels];
    private int[] input = [], weights = [], array = [];
    private (NpuAccess Access, int Depth, bool Unsigned, int Zero, long Version) packed;

    /// <summary>Whether this processor has what it takes.</summary>
    public static bool IsSupported => PairTile512.IsSupported || PairTile256.IsSupported;

    /// <summary>Executes a convolution; whether its size allows that.</summary>
    public bool Convolve(NpuCore core, in WindowWork work)
    {
        int pairs = (work.Depth + 1) / 2, block = 2 * Lanes, blocks = (work.Width + block - 1) / block;
        if (work.ReachHeight * work.ReachWidth * pairs > MostPairs || (long)work.Kernel * pairs * blocks * block > MostPairs)
        {
            return false;
        }

        if ((long)work.Rows * work.Columns <= FewPixels && work.Weights.ColumnStride == 1)
        {
            ConvolveFew(core, work);
            return true;
        }

        PackInput(core, work, pairs);
        PackWeights(core, work, pairs, block, blocks);
        int width = (int)work.ReachWidth * pairs, panel = work.Kernel * pairs * block;
        PairRuns runs = work.DilationWidth == 1
            ? new(work.KernelHeight, work.DilationHeight * width, 1, 0, work.KernelWidth * pairs)
            : new(work.KernelHeight, work.DilationHeight * width, work.KernelWidth, work.DilationWidth * pairs, pairs);
        for (int b = 0; b < blocks; b++)
        {
            ReadOnlySpan<int> w = weights.AsSpan(b * panel, panel);
            int first = b * block, lanes = Math.Min(block, work.Width - first), count = 0;
            for (int y = 0; y < work.Rows; y++)
            {
                for (int x = 0; x < work.Columns; x++)
                {
                    at[count] = (y * work.StrideHeight * width) + (x * work.StrideWidth * pairs);
                    targets[count++] = work.Target + (y * work.TargetRow) + (x * work.TargetColumn) + first;
                    if (count == Pixels)
                    {
                        Run(w, runs, count, lanes, core.Accumulators, work.Accumulate);
                        count = 0;
                    }
                }
            }

            Run(w, runs, count, lanes, core.Accumulators, work.Accumulate);
        }

        return true;
    }

    /// <summary>Takes the weights of the array, which PRELOAD has written.</summary>
    public void Preload(NpuCore core, int depth, int width)
    {
        int pairs = (depth + 1) / 2, block = 2 * Lanes, blocks = (width + block - 1) / block;
        Ensure(ref array, blocks * pairs * block);
        Array.Clear(array);
        for (int o = 0; o < width; o++)
        {
            for (int i = 0; i < depth; i += 2)
            {
                int low = core.Array[(o * depth) + i], high = i + 1 < depth ? core.Array[(o * depth) + i + 1] : 0;
                array[(o / block * pairs * block) + (i / 2 * block) + (o % block)] = Pair(low, high);
            }
        }
    }

    /// <summary>Executes a product with the weights of the array; whether its size allows that.</summary>
    public bool Multiply(NpuCore core, NpuAccess source, NpuAccess target, int width, bool unsigned, int zero, bool accumulate)
    {
        int depth = (int)source.Bytes, pairs = (depth + 1) / 2, block = 2 * Lanes, blocks = (width + block - 1) / block;
        if (source.Rows * pairs > MostPairs)
        {
            return false;
        }

        Ensure(ref input, (int)source.Rows * pairs);
        for (int row = 0; row < source.Rows; row++)
        {
            Widen(core.Scratchpad.AsSpan((int)(source.Address + (row * source.RowStride)), depth), unsigned, zero, MemoryMarshal.Cast<int, short>(input.AsSpan(row * pairs, pairs)));
        }

        var runs = new PairRuns(1, 0, 1, 0, pairs);
        for (int b = 0; b < blocks; b++)
        {
            ReadOnlySpan<int> w = array.AsSpan(b * pairs * block, pairs * block);
            for (int row = 0; row < source.Rows; row += Pixels)
            {
                int count = Math.Min(Pixels, (int)source.Rows - row);
                for (int i = 0; i < count; i++)
                {
                    at[i] = (row + i) * pairs;
                    targets[i] = ((target.Address + ((row + i) * target.ColumnStride)) / 4) + (b * block);
                }

                Run(w, runs, count, Math.Min(block, width - (b * block)), core.Accumulators, accumulate);
            }
        }

        return true;
    }

    /// <summary>Executes a depthwise convolution with one output channel for each input channel; whether its size allows that.</summary>
    public bool Depthwise(NpuCore core, in WindowWork work)
    {
        int pairs = (work.Depth + 1) / 2;
        if (work.Weights.ColumnStride != 1 || work.ReachHeight * work.ReachWidth * pairs > MostPairs || (long)work.Kernel * work.Width > MostPairs)
        {
            return false;
        }

        PackInput(core, work, pairs);
        packed = default;
        Ensure(ref weights, work.Kernel * work.Width);
        for (int k = 0; k < work.Kernel; k++)
        {
            for (int o = 0; o < work.Width; o++)
            {
                weights[(k * work.Width) + o] = NpuCore.Value(core.Weights[work.Weights.Address + (k * work.Weights.RowStride) + o], work.WeightUnsigned) - work.WeightZero;
            }
        }

        ReadOnlySpan<short> x = MemoryMarshal.Cast<int, short>(input);
        for (int row = 0; row < work.Rows; row++)
        {
            for (int column = 0; column < work.Columns; column++)
            {
                Span<int> target = core.Accumulators.AsSpan((int)(work.Target + (row * work.TargetRow) + (column * work.TargetColumn)), work.Width);
                if (!work.Accumulate)
                {
                    target.Clear();
                }

                for (int k = 0; k < work.Kernel; k++)
                {
                    int y = (row * work.StrideHeight) + (k / work.KernelWidth * work.DilationHeight), z = (column * work.StrideWidth) + (k % work.KernelWidth * work.DilationWidth);
                    MultiplyAdd(x.Slice(((y * (int)work.ReachWidth) + z) * pairs * 2, work.Width), weights.AsSpan(k * work.Width, work.Width), target);
                }
            }
        }

        return true;
    }

    /// <summary>Without packing weights, which takes longer than few pixels do.</summary>
    private static void ConvolveFew(NpuCore core, in WindowWork work)
    {
        for (int y = 0; y < work.Rows; y++)
        {
            for (int x = 0; x < work.Columns; x++)
            {
                Span<int> target = core.Accumulators.AsSpan((int)(work.Target + (y * work.TargetRow) + (x * work.TargetColumn)), work.Width);
                if (!work.Accumulate)
                {
                    target.Clear();
                }

                for (int k = 0; k < work.Kernel; k++)
                {
                    long row = (y * work.StrideHeight) + (k / work.KernelWidth * work.DilationHeight) - work.PadTop, column = (x * work.StrideWidth) + (k % work.KernelWidth * work.DilationWidth) - work.PadLeft;
                    if (row < 0 || row >= work.Source.Rows || column < 0 || column >= work.Source.Columns)
                    {
                        continue;
                    }

                    ReadOnlySpan<byte> s = core.Scratchpad.AsSpan((int)(work.Source.Address + (row * work.Source.RowStride) + (column * work.Source.ColumnStride)), work.Depth);
                    for (int i = 0; i < s.Length; i++)
                    {
                        int value = NpuCore.Value(s[i], work.InputUnsigned) - work.InputZero;
                        if (value != 0)
                        {
                            long w = work.Weights.Address + (((k * (long)work.Depth) + i) * work.Weights.RowStride);
                            MultiplyAdd(value, core.Weights.AsSpan((int)w, work.Width), work.WeightUnsigned, work.WeightZero, target);
                        }
                    }
                }
            }
        }
    }

    private static void MultiplyAdd(int value, ReadOnlySpan<byte> w, bool unsigned, int zero, Span<int> sums)
    {
        int i = 0;
        Vector256<int> factor = Vector256.Create(value), zeros = Vector256.Create(zero);
        for (; i + 16 <= w.Length; i += 16)
        {
            Vector128<byte> bytes = Vector128.Create(w.Slice(i, 16));
            (Vector128<short> low, Vector128<short> high) = Widen(bytes, unsigned);
            Add(low, factor, zeros, sums.Slice(i));
            Add(high, factor, zeros, sums.Slice(i + 8));
        }

        for (; i < w.Length; i++)
        {
            sums[i] += value * (NpuCore.Value(w[i], unsigned) - zero);
        }
    }

    private static void Add(Vector128<short> w, Vector256<int> factor, Vector256<int> zeros, Span<int> sums)
    {
        (Vector128<int> low, Vector128<int> high) = Vector128.Widen(w);
        Vector256<int> wide = Vector256.Create(low, high) - zeros;
        (Vector256.Create<int>(sums.Slice(0, 8)) + (wide * factor)).CopyTo(sums);
    }

    private static void MultiplyAdd(ReadOnlySpan<short> x, ReadOnlySpan<int> w, Span<int> sums)
    {
        int i = 0;
        for (; i + 8 <= x.Length; i += 8)
        {
            (Vector128<int> low, Vector128<int> high) = Vector128.Widen(Vector128.Create(x.Slice(i, 8)));
            (Vector256.Create<int>(sums.Slice(i, 8)) + (Vector256.Create(low, high) * Vector256.Create(w.Slice(i, 8)))).CopyTo(sums.Slice(i));
        }

        for (; i < x.Length; i++)
        {
            sums[i] += x[i] * w[i];
        }
    }

    private void Run(ReadOnlySpan<int> w, in PairRuns runs, int count, int lanes, int[] accumulators, bool accumulate)
    {
        int block = 2 * Lanes;
        if (count == Pixels)
        {
            if (PairTile512.IsSupported)
            {
                PairTile512.Several(input, w, runs, at, sums);
            }
            else
            {
                PairTile256.Several(input, w, runs, at, sums);
            }
        }

        for (int i = 0; i < count; i++)
        {
            Span<int> sum = sums.AsSpan(i * block, block);
            if (count < Pixels)
            {
                if (PairTile512.IsSupported)
                {
                    PairTile512.One(input, w, runs, at[i], sum);
                }
                else
                {
                    PairTile256.One(input, w, runs, at[i], sum);
                }
            }

            Span<int> target = accumulators.AsSpan((int)targets[i], lanes);
            if (accumulate)
            {
                for (int o = 0; o < target.Length; o++)
                {
                    target[o] += sum[o];
                }
            }
            else
            {
                sum.Slice(0, lanes).CopyTo(target);
            }
        }
    }
}
#endif

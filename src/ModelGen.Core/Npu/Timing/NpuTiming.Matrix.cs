using System;

namespace ModelGen.Npu;

/// <content>The matrix engine.</content>
public static partial class NpuTiming
{
    /// <summary>
    /// CONV. Output pixels fill the array in row-major order over the whole tile, whatever its shape; each kernel position fills bricks of input channels of its own on
    /// a <see cref="DotProductArray"/>, and all together fill the rows of a <see cref="SystolicArray"/>.
    /// </summary>
    /// <param name="machine">The machine.</param>
    /// <param name="pixels">Output rows times columns.</param>
    /// <param name="kernel">Kernel rows times columns.</param>
    /// <param name="inChannels">Input channels.</param>
    /// <param name="outChannels">Output channels.</param>
    /// <param name="accumulate">Whether sums are added to accumulators.</param>
    public static NpuCost Convolve(NpuMachine machine, long pixels, long kernel, long inChannels, long outChannels, bool accumulate)
    {
        long work, fill = 0, columns = Divide(outChannels, machine.Array.Width), sums = 1, weights;
        if (machine.Array is SystolicArray systolic)
        {
            sums = Divide(kernel * inChannels, systolic.Rows);
            long folds = sums * columns;
            work = folds * pixels;
            fill = Fill(systolic, folds, pixels);
            weights = kernel * inChannels * outChannels;
        }
        else
        {
            long steps = Divide(pixels, ((DotProductArray)machine.Array).Pixels);
            work = steps * kernel * Divide(inChannels, machine.Array.Depth) * columns;
            weights = steps * kernel * inChannels * outChannels;
        }

        return new NpuCost
        {
            StartUp = machine.ArrayStartUpCycles,
            Fill = fill,
            Work = work,
            Macs = pixels * kernel * inChannels * outChannels,
            ScratchpadRead = pixels * kernel * inChannels * columns,
            Weights = weights,
            Accumulator = pixels * outChannels * 4 * ((2 * sums) - (accumulate ? 0 : 1)),
        };
    }

    /// <summary>DWCONV: the lanes take output channels, one pixel and kernel position a cycle.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="pixels">Output rows times columns.</param>
    /// <param name="kernel">Kernel rows times columns.</param>
    /// <param name="channels">Input channels.</param>
    /// <param name="multiplier">Output channels of an input channel.</param>
    /// <param name="accumulate">Whether sums are added to accumulators.</param>
    public static NpuCost Depthwise(NpuMachine machine, long pixels, long kernel, long channels, long multiplier, bool accumulate)
    {
        long outputs = channels * multiplier;
        return new NpuCost
        {
            StartUp = machine.ArrayStartUpCycles,
            Work = pixels * kernel * Divide(outputs, machine.DepthwiseLanes),
            Macs = pixels * kernel * outputs,
            ScratchpadRead = pixels * kernel * channels,
            Weights = pixels * kernel * outputs,
            Accumulator = pixels * outputs * 4 * (accumulate ? 2 : 1),
        };
    }

    /// <summary>
    /// PRELOAD: a brick of weights in one cycle, or a row of a systolic array a cycle, whatever the tile's size. Where a systolic array hides it, the load runs ahead
    /// during the MM before it.
    /// </summary>
    /// <param name="machine">The machine.</param>
    /// <param name="depth">Input channels of the tile.</param>
    /// <param name="width">Output channels of the tile.</param>
    /// <param name="ahead">Cycles that the engine has spent on MM since the last PRELOAD and since this one was dispatched.</param>
    public static NpuCost Preload(NpuMachine machine, long depth, long width, long ahead = 0) => new()
    {
        Fill = machine.Array is SystolicArray systolic ? Math.Max(0, systolic.Rows - (systolic.PreloadHidden ? ahead : 0)) : 1,
        Weights = depth * width,
    };

    /// <summary>MM: the rows run through the array, and the last sum through its rows and columns.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="rows">Rows of the product.</param>
    /// <param name="depth">Input channels of the tile.</param>
    /// <param name="width">Output channels of the tile.</param>
    /// <param name="accumulate">Whether sums are added to accumulators.</param>
    public static NpuCost Multiply(NpuMachine machine, long rows, long depth, long width, bool accumulate) => new()
    {
        StartUp = machine.ArrayStartUpCycles,
        Fill = machine.Array is SystolicArray systolic ? systolic.Rows + systolic.Columns - 2 : 0,
        Work = machine.Array is DotProductArray array ? Divide(rows, array.Pixels) : rows,
        Macs = rows * depth * width,
        ScratchpadRead = rows * depth,
        Accumulator = rows * width * 4 * (accumulate ? 2 : 1),
    };

    /// <summary>
    /// Cycles of a weight-stationary array without products for all rows of the input: each fold takes 2R + C + T − 2, of which T have products. Where weights are loaded
    /// behind the fold before, folds follow each other every max(R, T) cycles. Source: A. Samajdar et al., A Systematic Methodology for Characterizing Scalability of
    /// DNN Accelerators using SCALE-Sim, ISPASS 2020.
    /// </summary>
    private static long Fill(SystolicArray array, long folds, long rows)
    {
        long drain = array.Rows + array.Columns - 2;
        return array.PreloadHidden
            ? array.Rows + ((folds - 1) * Math.Max(0, array.Rows - rows)) + drain
            : folds * (array.Rows + drain);
    }
}

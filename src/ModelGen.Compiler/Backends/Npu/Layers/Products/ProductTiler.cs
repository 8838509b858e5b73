using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Npu.Tiling;
using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Layers;

/// <summary>Searches the tiles and the order of loops with which a product takes the fewest cycles by the closed forms of the machine's timing.</summary>
internal sealed class ProductTiler
{
    private const int MostOfField = 65535;
    private const int MostMultiplier = 255;
    private const int MostKernel = 255;

    private readonly ProductLayer layer;
    private readonly LayerSite site;
    private readonly NpuMachine machine;
    private readonly ProductGeometry geometry;
    private readonly bool loadsInput, storesResult, stagesResult, canFold;
    private readonly int inputMemory, resultMemory, weightMemory, images;
    private readonly BinaryStep[] others;
    private ProductTiling? best;
    private double bestCycles = double.PositiveInfinity;
    private EngineTime? bestTime;
    private Shortage? shortage;

    public ProductTiler(ProductLayer layer, LayerSite site)
    {
        this.layer = layer;
        this.site = site;
        machine = site.Machine;
        geometry = layer.Geometry;
        images = layer.Result.Images;
        loadsInput = !site.IsOnChip(layer.Input.Value);
        storesResult = site.IsExternal(layer.Result.Value);
        stagesResult = !site.IsOnChip(layer.Result.Value);
        inputMemory = site.MemoryOf(layer.Input.Value);
        resultMemory = site.MemoryOf(layer.Result.Value);
        weightMemory = layer.Weights is ActivationWeights matrix ? site.MemoryOf(matrix.Value) : machine.MemoryOf(TensorClasses.Weights);
        canFold = CanFold();
        others = [.. layer.Steps.OfType<BinaryStep>().Where(s => !site.IsOnChip(s.Other.Value))];
    }

    public LayerSchedule Search()
    {
        foreach ((int groups, int outputs) in Chunks())
        {
            foreach (int rows in Divisions.Of(layer.Result.Height, 1, MostOfField))
            {
                foreach (int columns in Columns(rows))
                {
                    Try(groups, outputs, rows, columns);
                }
            }
        }

        return best is null ? LayerSchedule.None(shortage!) : new LayerSchedule(best, bestCycles, null) { Time = bestTime };
    }

    /// <summary>Groups, and output channels of each, of a tile.</summary>
    private IEnumerable<(int Groups, int Outputs)> Chunks()
    {
        if (geometry.IsDepthwise)
        {
            int unit = Math.Max(1, machine.DepthwiseLanes / geometry.OutChannels);
            foreach (int groups in Divisions.Of(geometry.Groups, unit, MostOfField))
            {
                yield return (groups, geometry.OutChannels);
            }

            // More channels of one input channel than an instruction counts, or than fit.
            foreach (int outputs in Divisions.Of(geometry.OutChannels, 1, MostMultiplier).Where(o => o < geometry.OutChannels))
            {
                yield return (1, outputs);
            }

            yield break;
        }

        if (geometry.Groups > 1)
        {
            foreach (int groups in Divisions.Of(geometry.Groups).Where(g => g > 1))
            {
                yield return (groups, geometry.OutChannels);
            }
        }

        foreach (int outputs in Divisions.Of(geometry.OutChannels, machine.Array.Width, MostOfField))
        {
            yield return (1, outputs);
        }
    }

    /// <summary>Tiles are as wide as the result while they are high; narrower ones save reads of neighbours only where they are low.</summary>
    private IEnumerable<int> Columns(int rows)
    {
        int width = layer.Result.Width;
        IReadOnlyList<int> all = Divisions.Of(width, 1, MostOfField);
        return rows == 1 ? all : all.Take(4);
    }

    private void Try(int groups, int outputs, int rows, int columns)
    {
        long pixels = (long)rows * columns, channels = (long)groups * outputs;
        long sums = pixels * channels * sizeof(int);
        if ((geometry.IsDepthwise && outputs > MostMultiplier)
            || Lacks(NpuSpace.Accumulator, sums, machine.AccumulatorBytes)
            || Lacks(NpuSpace.Parameters, channels * NpuIsa.ParameterBytes, machine.ParameterBytes))
        {
            return;
        }

        foreach (bool channelsOutside in new[] { true, false })
        {
            bool oneChunk = groups >= geometry.Groups && outputs >= geometry.OutChannels;
            if (oneChunk && !channelsOutside)
            {
                continue;
            }

            foreach (bool folds in canFold ? new[] { false, true } : [false])
            {
                if (Fit(groups, outputs, rows, columns, channelsOutside, folds) is { } tiling)
                {
                    (double cycles, EngineTime time) = Estimate(tiling);
                    if (cycles < bestCycles)
                    {
                        (best, bestCycles, bestTime) = (tiling, cycles, time);
                    }
                }
            }
        }
    }

    /// <summary>The largest part of a sum that fits, with as much double buffering and holding as there is room for.</summary>
    private ProductTiling? Fit(int groups, int outputs, int rows, int columns, bool channelsOutside, bool folds)
    {
        Shortage? lacking = null;
        foreach ((int inputs, int kernelRows, int kernelColumns) in Parts(groups))
        {
            if (kernelRows > MostKernel || kernelColumns > MostKernel || (folds && (inputs < geometry.InChannels || kernelColumns < geometry.Kernel.Width)))
            {
                continue;
            }

            long block = layer.Weights is UnitWeights ? 1 : (long)inputs * kernelRows * kernelColumns * groups * outputs;
            if (block > machine.WeightBytes)
            {
                lacking = new Shortage(NpuSpace.Weights, block, machine.WeightBytes);
                continue;
            }

            bool isWhole = inputs == geometry.InChannels && kernelRows == geometry.Kernel.Height && kernelColumns == geometry.Kernel.Width;
            long all = layer.Weights is UnitWeights ? 1 : (long)geometry.InChannels * geometry.Kernel.Height * geometry.Kernel.Width * geometry.Groups * geometry.OutChannels;
            long chunk = layer.Weights is UnitWeights ? 1 : (long)geometry.InChannels * geometry.Kernel.Height * geometry.Kernel.Width * groups * outputs;
            WeightHold hold = all <= machine.WeightBytes ? WeightHold.Layer : chunk <= machine.WeightBytes ? WeightHold.Chunk : WeightHold.Part;
            long allParameters = (long)geometry.Groups * geometry.OutChannels * NpuIsa.ParameterBytes;
            foreach (bool holdsInput in isWhole || folds ? [true] : new[] { true, false })
            {
                long input = !loadsInput ? 0
                    : holdsInput ? InputBytes(groups, geometry.InChannels, rows, columns, geometry.Kernel.Height, geometry.Kernel.Width, folds)
                    : InputBytes(groups, inputs, rows, columns, kernelRows, kernelColumns, folds);
                long other = others.Select(s => OtherBytes(s, rows, columns, groups * outputs)).DefaultIfEmpty(0).Sum();
                long result = stagesResult ? (long)rows * columns * groups * outputs : 0;
                if (input + other + result > site.Scratchpad)
                {
                    lacking = new Shortage(NpuSpace.Scratchpad, input + other + result, site.Scratchpad);
                    continue;
                }

                bool twice = 2 * (input + other + result) <= site.Scratchpad;
                int copies = twice ? 2 : 1;
                return new ProductTiling(
                    rows, columns, groups, outputs, inputs, kernelRows, kernelColumns, channelsOutside, holdsInput, hold,
                    allParameters <= machine.ParameterBytes, folds, copies * input, copies * other, copies * result, copies);
            }
        }

        shortage = best is null && lacking is not null ? Lesser(shortage, lacking) : shortage;
        return null;
    }

    /// <summary>Parts of a sum from the largest one on: all of it, then fewer input channels, then fewer kernel positions.</summary>
    private IEnumerable<(int Inputs, int KernelRows, int KernelColumns)> Parts(int groups)
    {
        int height = geometry.Kernel.Height, width = geometry.Kernel.Width;
        if (groups > 1 || geometry.IsDepthwise)
        {
            yield return (geometry.InChannels, height, width);
        }
        else
        {
            foreach (int inputs in Divisions.Of(geometry.InChannels, machine.Array.Depth, MostOfField))
            {
                yield return (inputs, height, width);
            }
        }

        int fewest = groups > 1 || geometry.IsDepthwise ? geometry.InChannels : 1;
        for (int kernelRows = (height + 1) / 2; height > 1 && kernelRows >= 1; kernelRows = kernelRows == 1 ? 0 : (kernelRows + 1) / 2)
        {
            yield return (fewest, kernelRows, width);
        }

        for (int kernelColumns = (width + 1) / 2; width > 1 && kernelColumns >= 1; kernelColumns = kernelColumns == 1 ? 0 : (kernelColumns + 1) / 2)
        {
            yield return (fewest, 1, kernelColumns);
        }
    }

    private long InputBytes(int groups, int inputs, int rows, int columns, int kernelRows, int kernelColumns, bool folds)
    {
        long height = ProductGeometry.Covered(rows, geometry.Stride.Height, kernelRows, geometry.Dilation.Height, layer.Input.Height);
        return height * Width(columns, kernelColumns, folds) * groups * inputs;
    }

    /// <summary>Input columns of a tile; those of the padding among them where it is loaded.</summary>
    private long Width(int columns, int kernelColumns, bool folds) => folds
        ? ((columns - 1L) * geometry.Stride.Width) + kernelColumns
        : ProductGeometry.Covered(columns, geometry.Stride.Width, kernelColumns, geometry.Dilation.Width, layer.Input.Width);

    /// <summary>Whether bricks of input channels are fuller with the columns of a kernel row side by side, and these lie so.</summary>
    private bool CanFold()
    {
        if (machine.Array is not DotProductArray array || geometry.Groups > 1 || geometry.IsDepthwise || geometry.Kernel.Width == 1 || geometry.Dilation.Width > 1
            || !loadsInput || layer.Input.ColumnStride != geometry.InChannels || layer.Weights is not ConstantWeights)
        {
            return false;
        }

        int folded = geometry.InChannels * geometry.Kernel.Width;
        bool reaches = -geometry.Left < geometry.Kernel.Width && ((layer.Result.Width - 1L) * geometry.Stride.Width) + geometry.Left < layer.Input.Width;
        return reaches && folded <= MostOfField && Divisions.Count(folded, array.InChannels) < geometry.Kernel.Width * Divisions.Count(geometry.InChannels, array.InChannels);
    }

    private static long OtherBytes(BinaryStep step, int rows, int columns, int channels) =>
        (step.Other.Height == 1 ? 1L : rows) * (step.Other.Width == 1 ? 1 : columns) * channels;

    private (double Cycles, EngineTime Time) Estimate(ProductTiling tiling)
    {
        var time = new EngineTime(machine);
        double tiles = 0;
        int sumParts = tiling.SumChunks(geometry).Count();
        double spatial = (double)images * Divisions.Count(layer.Result.Height, tiling.Rows) * Divisions.Count(layer.Result.Width, tiling.Columns);
        double outer = (double)Divisions.Count(geometry.Groups, tiling.Groups) * Divisions.Count(geometry.OutChannels, tiling.Outputs);
        (int Groups, int Outputs, double Count)[] chunks = [.. from g in Divisions.Parts(geometry.Groups, tiling.Groups)
                                                               from o in Divisions.Parts(geometry.OutChannels, tiling.Outputs)
                                                               select (g.Size, o.Size, (double)g.Count * o.Count)];
        foreach ((int rows, int rowTiles) in Divisions.Parts(layer.Result.Height, tiling.Rows))
        {
            foreach ((int columns, int columnTiles) in Divisions.Parts(layer.Result.Width, tiling.Columns))
            {
                double places = (double)images * rowTiles * columnTiles;
                if (loadsInput && tiling.HoldsInput)
                {
                    LoadInput(time, places * (tiling.ChannelsOutside || geometry.Groups > 1 ? outer : 1), tiling.Groups, geometry.InChannels, rows, columns, geometry.Kernel.Height, geometry.Kernel.Width);
                }

                foreach ((int groups, int outputs, double count) in chunks)
                {
                    double times = places * count;
                    tiles += times;
                    AddTile(time, tiling, times, rows, columns, groups, outputs);
                }
            }
        }

        LoadWeights(time, tiling, spatial, outer, sumParts);
        bool doubled = tiling.Copies == 2;
        bool doubleSums = 2L * tiling.Rows * tiling.Columns * tiling.Groups * tiling.Outputs * sizeof(int) <= machine.AccumulatorBytes || tiles <= 1;
        double block = layer.Weights is UnitWeights ? 1 : (double)geometry.InChannels * geometry.Kernel.Height * geometry.Kernel.Width * tiling.Groups * tiling.Outputs / sumParts * (tiling.Weights == WeightHold.Chunk ? sumParts : 1);
        bool doubleWeights = tiling.Weights == WeightHold.Layer || 2 * block <= machine.WeightBytes;
        return (time.Overlapped(tiles, doubled, doubleWeights, doubleSums, doubled), time);
    }

    private void AddTile(EngineTime time, ProductTiling tiling, double times, int rows, int columns, int groups, int outputs)
    {
        long pixels = (long)rows * columns;
        bool first = true;
        foreach ((int inputs, int inputParts) in Divisions.Parts(geometry.InChannels, tiling.Inputs))
        {
            foreach ((int kernelRows, int rowParts) in Divisions.Parts(geometry.Kernel.Height, tiling.KernelRows))
            {
                foreach ((int kernelColumns, int columnParts) in Divisions.Parts(geometry.Kernel.Width, tiling.KernelColumns))
                {
                    double parts = times * inputParts * rowParts * columnParts;
                    long input = InputBytes(groups, inputs, rows, columns, kernelRows, kernelColumns, tiling.FoldsColumns);
                    long kernel = (long)kernelRows * kernelColumns;
                    if (geometry.IsDepthwise)
                    {
                        time.Multiply(parts, NpuTiming.Depthwise(machine, pixels, kernel, groups, outputs, !first), input);
                    }
                    else
                    {
                        time.Multiply(parts * groups, tiling.FoldsColumns
                            ? NpuTiming.Convolve(machine, pixels, kernelRows, inputs * kernelColumns, outputs, !first)
                            : NpuTiming.Convolve(machine, pixels, kernel, inputs, outputs, !first), input);
                    }

                    if (loadsInput && !tiling.HoldsInput)
                    {
                        LoadInput(time, parts, groups, inputs, rows, columns, kernelRows, kernelColumns);
                    }

                    first = false;
                }
            }
        }

        int channels = groups * outputs;
        long result = pixels * channels;
        time.Combine(times, NpuTiming.Requantize(machine, pixels, channels, layer.Lookup is not null), 0, result);
        for (int i = layer.Lookup is null ? 0 : 1; i < layer.Steps.Count; i++)
        {
            time.Combine(times, NpuTiming.Vector(machine, pixels, channels, layer.Steps[i] is BinaryStep, layer.Steps[i] is LookupStep), result, result);
        }

        foreach (BinaryStep other in others)
        {
            long otherRows = other.Other.Height == 1 ? 1 : rows, otherColumns = other.Other.Width == 1 ? 1 : columns;
            LoadImage(time, times, other.Other, otherRows, otherColumns, channels);
        }

        if (storesResult)
        {
            (long runs, long bytes) = Runs(layer.Result, rows, columns, channels);
            time.Write(times, resultMemory, runs, bytes);
        }
    }

    private void LoadInput(EngineTime time, double times, int groups, int inputs, int rows, int columns, int kernelRows, int kernelColumns)
    {
        long height = ProductGeometry.Covered(rows, geometry.Stride.Height, kernelRows, geometry.Dilation.Height, layer.Input.Height);
        long width = ProductGeometry.Covered(columns, geometry.Stride.Width, kernelColumns, geometry.Dilation.Width, layer.Input.Width);
        (long runs, long bytes) = Runs(layer.Input, height, width, (long)groups * inputs);
        time.Load(times, inputMemory, runs, bytes);
    }

    private void LoadImage(EngineTime time, double times, ImageView view, long rows, long columns, long channels)
    {
        (long runs, long bytes) = Runs(view, rows, columns, channels);
        time.Load(times, site.MemoryOf(view.Value), runs, bytes);
    }

    private static (long Runs, long Bytes) Runs(ImageView view, long rows, long columns, long channels) =>
        channels != view.ColumnStride ? (rows * columns, channels)
        : columns * channels != view.RowStride ? (rows, columns * channels)
        : (1, rows * columns * channels);

    private void LoadWeights(EngineTime time, ProductTiling tiling, double spatial, double outer, int sumParts)
    {
        double all = layer.Weights is UnitWeights ? 1 : (double)geometry.InChannels * geometry.Kernel.Height * geometry.Kernel.Width * geometry.Groups * geometry.OutChannels;
        double repeats = tiling.Weights switch
        {
            WeightHold.Layer => 1,
            WeightHold.Chunk => tiling.ChannelsOutside ? images : spatial,
            _ => spatial,
        };
        if (layer.Weights is ActivationWeights matrix && site.IsOnChip(matrix.Value))
        {
            int rows = Divisions.Count(geometry.InChannels, sumParts);
            time.Combine(repeats * outer * sumParts, NpuTiming.Move(machine, rows, tiling.Outputs, toWeights: true), (long)rows * tiling.Outputs, 0);
        }
        else
        {
            time.LoadConstant(repeats * outer * sumParts, weightMemory, (long)Math.Ceiling(all / outer / sumParts));
        }

        double parameterLoads = tiling.HoldsParameters ? 1 : outer * (tiling.ChannelsOutside ? images : spatial);
        long parameterBytes = (long)NpuIsa.ParameterBytes * (tiling.HoldsParameters ? geometry.Groups * geometry.OutChannels : tiling.Groups * tiling.Outputs);
        time.LoadConstant(parameterLoads, machine.MemoryOf(TensorClasses.Weights), parameterBytes);
    }

    private bool Lacks(NpuSpace space, long needed, long available)
    {
        if (needed <= available)
        {
            return false;
        }

        shortage = best is null ? Lesser(shortage, new Shortage(space, needed, available)) : shortage;
        return true;
    }

    /// <summary>Of two reasons the one of the tile that comes nearer to fitting.</summary>
    private static Shortage Lesser(Shortage? a, Shortage b) => a is null || b.Needed - b.Available < a.Needed - a.Available ? b : a;
}

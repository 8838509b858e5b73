using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Npu.Tiling;
using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Layers;

/// <summary>Searches the tiles of a layer of the vector engine, whose result has the channels of its input.</summary>
/// <param name="layer">The layer.</param>
/// <param name="site">What of its values is on chip.</param>
/// <param name="input">The input.</param>
/// <param name="inputRows">The input rows that some result rows need.</param>
/// <param name="inputColumns">The input columns that some result columns need.</param>
/// <param name="first">The cost of the instruction that reads the input, of positions and channels; null if the first step reads it.</param>
internal sealed class PlaneTiler(ProgramLayer layer, LayerSite site, ImageView input, Func<int, int> inputRows, Func<int, int> inputColumns, Func<long, long, NpuCost>? first)
{
    private const int MostOfField = 65535;

    private readonly BinaryStep[] others = [.. layer.Steps.OfType<BinaryStep>().Where(s => !site.IsOnChip(s.Other.Value))];
    private readonly bool loads = !site.IsOnChip(input.Value), stages = !site.IsOnChip(layer.Result.Value), stores = site.IsExternal(layer.Result.Value);

    public LayerSchedule Search()
    {
        PlaneTiling? best = null;
        double bestCycles = double.PositiveInfinity;
        EngineTime? bestTime = null;
        Shortage? shortage = null;
        ImageView result = layer.Result;
        foreach (int channels in Divisions.Of(result.Channels, site.Machine.VectorLanes, MostOfField))
        {
            foreach (int rows in Divisions.Of(result.Height, 1, MostOfField))
            {
                IReadOnlyList<int> widths = Divisions.Of(result.Width, 1, MostOfField);
                foreach (int columns in rows == 1 ? widths : widths.Take(1))
                {
                    long source = loads ? (long)inputRows(rows) * inputColumns(columns) * channels : 0;
                    long other = others.Sum(s => (s.Other.Height == 1 ? 1L : rows) * (s.Other.Width == 1 ? 1 : columns) * channels);
                    long target = stages ? (long)rows * columns * channels : 0;
                    long all = source + other + target;
                    if (all > site.Scratchpad)
                    {
                        shortage = new Shortage(NpuSpace.Scratchpad, all, site.Scratchpad);
                        continue;
                    }

                    int copies = 2 * all <= site.Scratchpad ? 2 : 1;
                    (double cycles, EngineTime time) = Estimate(rows, columns, channels, copies == 2);
                    if (cycles < bestCycles)
                    {
                        (bestCycles, bestTime) = (cycles, time);
                        best = new PlaneTiling(rows, columns, channels, copies * source, copies * other, copies * target, copies);
                    }
                }
            }
        }

        return best is null ? LayerSchedule.None(shortage!) : new LayerSchedule(best, bestCycles, null) { Time = bestTime };
    }

    private (double Cycles, EngineTime Time) Estimate(int tileRows, int tileColumns, int tileChannels, bool doubled)
    {
        var time = new EngineTime(site.Machine);
        double tiles = 0;
        ImageView result = layer.Result;
        foreach ((int rows, int rowTiles) in Divisions.Parts(result.Height, tileRows))
        {
            foreach ((int columns, int columnTiles) in Divisions.Parts(result.Width, tileColumns))
            {
                foreach ((int channels, int channelTiles) in Divisions.Parts(result.Channels, tileChannels))
                {
                    double times = (double)result.Images * rowTiles * columnTiles * channelTiles;
                    tiles += times;
                    Add(time, times, rows, columns, channels);
                }
            }
        }

        return (time.Overlapped(tiles, doubled, doubleWeights: true, doubleSums: true, doubled), time);
    }

    private void Add(EngineTime time, double times, int rows, int columns, int channels)
    {
        long positions = (long)rows * columns, bytes = positions * channels;
        if (first is not null)
        {
            time.Combine(times, first(positions, channels), (long)inputRows(rows) * inputColumns(columns) * channels, bytes);
        }

        foreach (TileStep step in layer.Steps)
        {
            time.Combine(times, NpuTiming.Vector(site.Machine, positions, channels, step is BinaryStep, step is LookupStep), bytes, bytes);
        }

        if (loads)
        {
            Load(time, times, input, inputRows(rows), inputColumns(columns), channels);
        }

        foreach (BinaryStep other in others)
        {
            Load(time, times, other.Other, other.Other.Height == 1 ? 1 : rows, other.Other.Width == 1 ? 1 : columns, channels);
        }

        if (stores)
        {
            (long runs, long length) = Runs(layer.Result, rows, columns, channels);
            time.Write(times, site.MemoryOf(layer.Result.Value), runs, length);
        }
    }

    private void Load(EngineTime time, double times, ImageView view, long rows, long columns, long channels)
    {
        (long runs, long bytes) = Runs(view, rows, columns, channels);
        time.Load(times, site.MemoryOf(view.Value), runs, bytes);
    }

    private static (long Runs, long Bytes) Runs(ImageView view, long rows, long columns, long channels) =>
        channels != view.ColumnStride ? (rows * columns, channels)
        : columns * channels != view.RowStride ? (rows, columns * channels)
        : (1, rows * columns * channels);
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ModelGen.Npu;
using ModelGen.Tool.Reports;

namespace ModelGen.Tool.Profiling;

/// <summary>What the time of a layer goes to, and what would change that.</summary>
internal static class LayerVerdict
{
    /// <summary>An engine that does less than this share of a layer's cycles waits for others most of all.</summary>
    private const double LeastShare = 0.7;

    /// <summary>A brick that is fuller than this is called full.</summary>
    private const double Full = 0.9;

    /// <summary>The verdict in words.</summary>
    public static (string Bound, string Advice) Of(NpuRun run, NpuLayerRun layer)
    {
        long duration = (layer.Last - layer.First) * run.Program.Cores;
        if (duration <= 0)
        {
            return ("nothing", "");
        }

        NpuEngineRun busiest = layer.Engines.Where(e => e.Engine != NpuEngine.Front).OrderByDescending(Busy).First();
        NpuCycles most = Largest(busiest.Cycles.Where(c => !ProfileReasons.Waits(c.Cause)));
        if (Busy(busiest) < LeastShare * duration)
        {
            NpuCycles wait = Largest(busiest.Cycles.Where(c => ProfileReasons.Waits(c.Cause)));
            string what = wait.Cause switch
            {
                NpuCause.Dispatch or NpuCause.QueueFull => "the front end dispatches too slowly: larger tiles, or loops of fewer instructions",
                NpuCause.Fence => "it waits at fences for the other engines",
                _ => "engines wait for each other in turns: larger or more buffers would let them run side by side",
            };
            return ("synchronisation", $"{NpuIsa.NameOf(busiest.Engine)}, the busiest engine, works {Percent(Busy(busiest), duration)} of the time; {what}");
        }

        return busiest.Engine switch
        {
            NpuEngine.Matrix => Matrix(run, layer, most),
            NpuEngine.Vector => Vector(run, layer, most),
            _ => Transfer(run, layer, busiest.Engine, most),
        };
    }

    private static (string Bound, string Advice) Matrix(NpuRun run, NpuLayerRun layer, NpuCycles most) => most.Cause switch
    {
        NpuCause.Work => ("MACs", Bricks(run, layer)),
        NpuCause.Fill => ("array fill", "weights are loaded, and sums drained, longer than rows stream through: more rows a fold, that is larger tiles of pixels"),
        NpuCause.StartUp => ("start-up", $"{run.Machine.ArrayStartUpCycles} cycles before the first product of each instruction: larger tiles"),
        NpuCause.ReadPort => ("scratchpad bandwidth", $"the array asks for more than the {run.Machine.Scratchpad.ReadBytesPerCycle} bytes a cycle of a bank: wider ports, or input spread over banks"),
        _ => ("matrix engine", ""),
    };

    private static (string Bound, string Advice) Vector(NpuRun run, NpuLayerRun layer, NpuCycles most)
    {
        if (most.Cause is NpuCause.ReadPort or NpuCause.WritePort)
        {
            return ("scratchpad bandwidth", "the vector engine asks for more than the ports of a bank give: wider ports, or operands in other banks");
        }

        int lanes = run.Machine.VectorLanes;
        long channels = Instructions(run, layer).Select(Channels).DefaultIfEmpty(0).Max();
        string filled = channels > 0 ? Fill(channels, lanes, "channels", "vectors") : "";
        return ("vector unit", filled.Length > 0 ? filled : $"more than {lanes} vector lanes");
    }

    private static (string Bound, string Advice) Transfer(NpuRun run, NpuLayerRun layer, NpuEngine engine, NpuCycles most)
    {
        IReadOnlyList<long> moved = engine == NpuEngine.Load ? layer.Traffic.ExternalRead : layer.Traffic.ExternalWritten;
        int memory = Enumerable.Range(0, moved.Count).MaxBy(i => (double)moved[i] / run.Machine.Memories[i].BytesPerSecond);
        string name = run.Machine.Memories[memory].Name, bytes = Quantities.Bytes(moved[memory]), way = engine == NpuEngine.Load ? "read from" : "written to";
        return most.Cause switch
        {
            NpuCause.StartUp or NpuCause.ReadLatency or NpuCause.WriteLatency => ("DMA start-up", $"each transfer waits {run.Machine.Dma.StartUpCycles} cycles and the latency of {name}: fewer, larger transfers"),
            NpuCause.DmaShared => ("DMA", "loads and stores take turns on one DMA engine: a second one"),
            NpuCause.ReadPort or NpuCause.WritePort => ("scratchpad bandwidth", "transfers ask for more than the ports of a bank give: wider ports, or other banks"),
            NpuCause.Decoder => ("weight decoder", $"{Quantities.Bytes(layer.Traffic.Decoded)} are decoded at {run.Machine.Dma.DecoderBytesPerCycle} bytes a cycle: a faster decoder"),
            NpuCause.Bandwidth => ("bandwidth of " + name, $"{bytes} {way} {name}: a faster memory, or room on chip to keep them"),
            _ => ("DMA", $"{bytes} {way} {name} at {run.Machine.Dma.BytesPerCycle} bytes a cycle: a wider DMA, or room on chip to keep them"),
        };
    }

    /// <summary>How the extents of the largest instruction fill the array.</summary>
    private static string Bricks(NpuRun run, NpuLayerRun layer)
    {
        NpuTraffic traffic = layer.Traffic;
        if (traffic.Macs >= Full * traffic.MacSlots)
        {
            return $"the array is {Percent(traffic.Macs, traffic.MacSlots)} full: more MACs a cycle";
        }

        MacArray array = run.Machine.Array;
        NpuInstruction largest = Instructions(run, layer).MaxBy(Products);
        string[] gaps = largest.Operation switch
        {
            ConvolveOperation c =>
            [
                array is SystolicArray ? "" : Fill(largest[c.InChannels], array.Depth, "input channels", "bricks"),
                Fill(largest[c.OutChannels], array.Width, "output channels", "bricks"),
                array is DotProductArray dot ? Fill(largest[c.Rows] * largest[c.Columns], dot.Pixels, "pixels", "groups") : "",
            ],
            MultiplyOperation m =>
            [
                Fill(largest[m.Depth], array.Depth, "rows of weights", "bricks"),
                Fill(largest[m.Width], array.Width, "output channels", "bricks"),
            ],
            DepthwiseOperation d => [Fill(largest[d.Channels] * largest[d.Multiplier], run.Machine.DepthwiseLanes, "channels", "groups of lanes"), "depthwise products use only its lanes"],
            _ => [],
        };
        string[] said = [.. gaps.Where(g => g.Length > 0)];
        return said.Length > 0 ? string.Join("; ", said) : $"the array is {Percent(traffic.Macs, traffic.MacSlots)} full";
    }

    private static double Products(NpuInstruction instruction) => instruction.Operation switch
    {
        ConvolveOperation c => (double)instruction[c.Rows] * instruction[c.Columns] * instruction[c.InChannels] * instruction[c.OutChannels],
        MultiplyOperation m => (double)instruction[m.Rows] * instruction[m.Depth] * instruction[m.Width],
        DepthwiseOperation d => (double)instruction[d.Rows] * instruction[d.Columns] * instruction[d.Channels] * instruction[d.Multiplier],
        _ => 0,
    };

    private static long Channels(NpuInstruction instruction) => instruction.Operation switch
    {
        RequantizeOperation r => instruction[r.Channels],
        VectorOperation v => instruction[v.Channels],
        PoolOperation p => instruction[p.Channels],
        ReduceOperation r => instruction[r.Channels],
        _ => 0,
    };

    /// <summary>As in <c>17 channels fill 2 bricks of 16: 47 % idle</c>; empty where little is idle.</summary>
    private static string Fill(long count, long size, string what, string bricks)
    {
        long number = (count + size - 1) / size;
        double idle = 1 - ((double)count / (number * size));
        return idle <= 1 - Full ? "" : string.Create(CultureInfo.InvariantCulture, $"{count} {what} fill {number} {bricks} of {size}: {idle * 100:0} % idle");
    }

    /// <summary>The instructions of a layer, by the marks of the program.</summary>
    private static IEnumerable<NpuInstruction> Instructions(NpuRun run, NpuLayerRun layer)
    {
        long current = -1;
        foreach (NpuInstruction instruction in run.Program.Code)
        {
            current = instruction.Operation is MarkOperation mark ? instruction[mark.Layer] : current;
            if (current == layer.Layer)
            {
                yield return instruction;
            }
        }
    }

    private static long Busy(NpuEngineRun engine) => engine.Cycles.Where(c => !ProfileReasons.Waits(c.Cause)).Sum(c => c.Count);

    private static NpuCycles Largest(IEnumerable<NpuCycles> cycles) =>
        cycles.GroupBy(c => c.Cause).Select(g => new NpuCycles(g.Key, g.MaxBy(c => c.Count).Detail, g.Sum(c => c.Count))).OrderByDescending(c => c.Count).FirstOrDefault();

    private static string Percent(double part, double whole) => (100 * part / Math.Max(1, whole)).ToString("0", CultureInfo.InvariantCulture) + " %";
}

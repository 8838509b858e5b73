using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Npu;

/// <summary>How a program has run: cycles with their causes, traffic and energy.</summary>
public sealed record NpuRun
{
    /// <summary>The machine.</summary>
    public required NpuMachine Machine { get; init; }

    /// <summary>The program.</summary>
    public required NpuProgram Program { get; init; }

    /// <summary>Cycles from the start of the program until the last core is done.</summary>
    public required long Cycles { get; init; }

    /// <summary>What each engine of each core did; cores in order, in each the front end, ld, st, mx and vx.</summary>
    public required EquatableArray<NpuEngineRun> Engines { get; init; }

    /// <summary>The layers that the program has marked, in their order; what is dispatched before the first MARK is layer −1.</summary>
    public required EquatableArray<NpuLayerRun> Layers { get; init; }

    /// <summary>The instructions that engines have executed, by their ends; empty if they were not recorded.</summary>
    public EquatableArray<NpuEvent> Events { get; init; }

    /// <summary>The parts of the events.</summary>
    public EquatableArray<NpuCycles> Parts { get; init; }

    /// <summary>What the events read and write, in their order.</summary>
    public EquatableArray<NpuTouch> Touches { get; init; }

    /// <summary>The time that the cycles take.</summary>
    public double Seconds => (double)Cycles / Machine.ClockHertz;

    /// <summary>Traffic of all layers.</summary>
    public NpuTraffic Traffic => Layers.Aggregate(NpuTraffic.None(Machine), (sum, layer) => sum.Add(layer.Traffic));

    /// <summary>Energy in all.</summary>
    public NpuEnergy Energy => NpuEnergy.Of(Machine, Traffic, Cycles, Program.Cores);

    /// <summary>Products for each that the arrays of all cores could have made in all cycles.</summary>
    public double Utilization => Cycles == 0 ? 0 : Traffic.Macs / ((double)Cycles * Program.Cores * Machine.Array.MacsPerCycle);

    /// <summary>The energy of a layer; static power counts the cycles that it added.</summary>
    public NpuEnergy EnergyOf(NpuLayerRun layer) => NpuEnergy.Of(Machine, layer.Traffic, layer.Added, Program.Cores);

    /// <summary>The cycles from the end of the engine's event before to the end of an event, by cause and in about their order.</summary>
    public IEnumerable<NpuCycles> PartsOf(in NpuEvent item) => Slice(item.FirstPart, item.Parts);

    private IEnumerable<NpuCycles> Slice(int first, int count)
    {
        for (int i = first; i < first + count; i++)
        {
            yield return Parts[i];
        }
    }
}

/// <summary>What an engine did.</summary>
/// <param name="Core">The core.</param>
/// <param name="Engine">The engine.</param>
/// <param name="Cycles">All cycles of the run by their causes, each cause and detail once, in ascending order.</param>
public sealed record NpuEngineRun(int Core, NpuEngine Engine, EquatableArray<NpuCycles> Cycles)
{
    /// <summary>Cycles with a cause, whatever its detail.</summary>
    public long Of(NpuCause cause)
    {
        long sum = 0;
        foreach (NpuCycles part in Cycles)
        {
            sum += part.Cause == cause ? part.Count : 0;
        }

        return sum;
    }
}

/// <summary>A layer of a run, on all cores together. Layers overlap in time.</summary>
public sealed record NpuLayerRun
{
    /// <summary>The index of the layer; −1 for what is dispatched before the first MARK.</summary>
    public required int Layer { get; init; }

    /// <summary>The cycle in which its first instruction began.</summary>
    public required long First { get; init; }

    /// <summary>The cycle in which its last instruction ended.</summary>
    public required long Last { get; init; }

    /// <summary>Cycles by which its end lies behind the end of all layers that ended before it; over all layers these add up to the last end.</summary>
    public required long Added { get; init; }

    /// <summary>Instructions that engines have executed for it.</summary>
    public required long Instructions { get; init; }

    /// <summary>Products, elements and bytes.</summary>
    public required NpuTraffic Traffic { get; init; }

    /// <summary>The parts of this layer's events, of all cores together and with 0 for the core: ld, st, mx, vx.</summary>
    public required EquatableArray<NpuEngineRun> Engines { get; init; }
}

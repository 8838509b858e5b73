using System.Collections.Generic;
using System.Linq;
using ModelGen.Npu;

namespace ModelGen.Tool.Profiling;

/// <summary>Puts the programs of a model, and what the host computes between them, one after another into one view.</summary>
/// <param name="model">The name of the model.</param>
/// <param name="machine">The machine.</param>
/// <param name="inferences">The inferences of the run.</param>
/// <param name="runs">The timed runs of the programs, with events.</param>
internal sealed class ProfileBuilder(string model, NpuMachine machine, int inferences, IReadOnlyCollection<NpuRun> runs)
{
    private static readonly NpuEngine[] Engines = [NpuEngine.Load, NpuEngine.Store, NpuEngine.Matrix, NpuEngine.Vector, NpuEngine.Front];

    private readonly ProfileReasons reasons = new(runs);
    private readonly int cores = runs.Count == 0 ? 1 : runs.Max(r => r.Program.Cores);
    private readonly List<LayerView> layers = [];
    private readonly List<SpanView> spans = [];
    private readonly List<PartView> parts = [];
    private readonly List<string> listing = [];
    private readonly Dictionary<NpuSpace, List<BlockView>> blocks = [];
    private readonly Dictionary<(int Core, NpuEngine Engine), long[]> lanes = [];
    private double[] energy = new double[EnergyParts(machine).Length];
    private long cycles;

    /// <summary>Adds a program behind what is there.</summary>
    public void Add(NpuRun run)
    {
        int firstLayer = layers.Count, firstCode = listing.Count, firstPart = parts.Count;
        listing.AddRange(Enumerable.Range(0, run.Program.Code.Count).Select(run.Program.Disassemble));
        parts.AddRange(run.Parts.Select(p => new PartView(reasons.IndexOf(p, run), p.Count)));
        foreach (NpuLayerRun layer in run.Layers)
        {
            layers.Add(Layer(run, layer));
        }

        int[] index = Indices(run, firstLayer);
        foreach (NpuEvent item in run.Events.OrderBy(e => e.Began))
        {
            spans.Add(new SpanView(Lane(item.Core, item.Engine), index[item.Layer + 1], firstCode + item.Instruction, cycles + item.Began, cycles + item.Ended, firstPart + item.FirstPart, item.Parts));
        }

        foreach ((NpuSpace space, BlockView block) in MemoryBlocks.Of(run))
        {
            (blocks.TryGetValue(space, out List<BlockView>? list) ? list : blocks[space] = [])
                .Add(block with { Begin = cycles + block.Begin, End = cycles + block.End, Layer = index[block.Layer + 1], Code = firstCode + block.Code });
        }

        foreach (NpuEngineRun engine in run.Engines)
        {
            long[] sums = lanes.TryGetValue((engine.Core, engine.Engine), out long[]? found) ? found : lanes[(engine.Core, engine.Engine)] = new long[reasons.All.Count];
            foreach (NpuCycles part in engine.Cycles)
            {
                sums[reasons.IndexOf(part, run)] += part.Count;
            }
        }

        energy = [.. energy.Zip(Parts(run.Energy), (a, b) => a + b)];
        cycles += run.Cycles;
    }

    /// <summary>Adds an operation that the host computes.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="reason">Why it is not on the NPU.</param>
    /// <param name="handOver">What its hand-over costs, in words.</param>
    public void AddHost(string name, string reason, string handOver) => layers.Add(new LayerView(
        name, "", 0, cycles, cycles, 0, 0, new long[machine.Memories.Count], new long[machine.Memories.Count], 0, 0, new double[energy.Length], "host: " + reason, handOver));

    /// <summary>The view of all that was added.</summary>
    public ProfileView Build() => new(
        model, machine, cycles, inferences, reasons.All,
        [.. from core in Enumerable.Range(0, cores)
            from engine in Engines
            select new LaneView(cores == 1 ? NpuIsa.NameOf(engine) : $"{NpuIsa.NameOf(engine)} {core}", lanes.GetValueOrDefault((core, engine)) ?? new long[reasons.All.Count])],
        layers, spans, parts, listing,
        [.. blocks.OrderBy(b => b.Key).Select(b => new SpaceView(NameOf(b.Key), machine.BytesOf(b.Key), b.Value.Max(v => v.Address + v.Size), b.Value))],
        EnergyParts(machine), energy);

    private static string[] EnergyParts(NpuMachine machine) =>
        ["MACs", "vector", "scratchpad", "accumulators", "weight buffer", "parameters", .. machine.Memories.Select(m => m.Name), "static"];

    private static double[] Parts(NpuEnergy energy) =>
        [energy.Mac, energy.Vector, energy.Scratchpad, energy.Accumulator, energy.Weights, energy.Parameters, .. energy.External, energy.Static];

    private LayerView Layer(NpuRun run, NpuLayerRun layer)
    {
        NpuLayer? source = layer.Layer < 0 ? null : run.Program.Layers[layer.Layer];
        (string bound, string advice) = LayerVerdict.Of(run, layer);
        return new LayerView(
            source?.Name ?? "before the first layer", source?.File ?? "", source?.Line ?? 0, cycles + layer.First, cycles + layer.Last,
            layer.Traffic.Macs, (layer.Last - layer.First) * machine.Array.MacsPerCycle * run.Program.Cores,
            layer.Traffic.ExternalRead, layer.Traffic.ExternalWritten, layer.Traffic.Compressed, layer.Traffic.Decoded, Parts(run.EnergyOf(layer)), bound, advice);
    }

    /// <summary>The row of each layer of the program, by its index plus 1; −1 for a layer that has none.</summary>
    private static int[] Indices(NpuRun run, int first)
    {
        var index = new int[run.Program.Layers.Count + 1];
        System.Array.Fill(index, -1);
        for (int i = 0; i < run.Layers.Count; i++)
        {
            index[run.Layers[i].Layer + 1] = first + i;
        }

        return index;
    }

    private static int Lane(int core, NpuEngine engine) => (core * Engines.Length) + System.Array.IndexOf(Engines, engine);

    private static string NameOf(NpuSpace space) => space switch
    {
        NpuSpace.Scratchpad => "scratchpad",
        NpuSpace.Weights => "weight buffer",
        NpuSpace.Parameters => "parameters",
        NpuSpace.Tables => "tables",
        _ => "accumulators",
    };
}

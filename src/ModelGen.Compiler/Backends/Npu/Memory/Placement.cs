using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ModelGen.Compiler.Backends.Npu.Layers;
using ModelGen.Compiler.Backends.Npu.Lowering;
using ModelGen.Compiler.Backends.Npu.Stages;
using ModelGen.Compiler.Planning;
using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Memory;

/// <summary>Decides where each value of a program lies, and how its layers are tiled for that.</summary>
internal sealed class Placement
{
    private readonly NpuMachine machine, shared;
    private readonly int cores;
    private readonly bool sideBySide;
    private readonly HashSet<int> divided, readInParts;
    private readonly Dictionary<int, long> parts = [];
    private readonly LayerBuilder builder;
    private readonly IReadOnlyList<ProgramLayer> layers;
    private readonly ValueNames names;
    private readonly int[] inputs, outputs;
    private readonly IReadOnlyDictionary<int, int> constants;
    private readonly Dictionary<int, (int First, int Last)> lifetimes = [];
    private readonly Dictionary<int, (int Memory, long Address)> external = [];
    private readonly long[] free;
    private readonly List<int> spilled = [];
    private Residency? residency;

    /// <summary>Nothing is placed yet.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="cores">The cores that run the program.</param>
    /// <param name="sideBySide">Whether each runs an inference of its own.</param>
    /// <param name="builder">The values.</param>
    /// <param name="layers">The layers.</param>
    /// <param name="names">The names of values.</param>
    /// <param name="inputs">The values that the program takes.</param>
    /// <param name="outputs">The values that it gives.</param>
    /// <param name="constants">The constants that layers take as activations.</param>
    public Placement(
        NpuMachine machine, int cores, bool sideBySide, LayerBuilder builder, IReadOnlyList<ProgramLayer> layers, ValueNames names, int[] inputs, int[] outputs, IReadOnlyDictionary<int, int> constants)
    {
        this.machine = machine;
        this.cores = cores;
        this.sideBySide = sideBySide;

        // What a layer finds of the memories that cores share.
        shared = cores == 1 ? machine : machine with { Memories = machine.Memories.Select(m => m with { BytesPerSecond = Math.Max(1, m.BytesPerSecond / cores) }).ToArray() };
        this.builder = builder;
        this.names = names;
        this.inputs = inputs;
        this.outputs = outputs;
        this.constants = constants;
        this.layers = layers;
        divided = [.. layers.Where(l => l.IsSplit).Select(l => l.Result.Value)];
        readInParts = [.. layers.SelectMany(l => l.ReadsInParts)];
        free = new long[machine.Memories.Count];
        for (int i = 0; i < layers.Count; i++)
        {
            foreach (int value in layers[i].Reads.Concat([layers[i].Result.Value]))
            {
                lifetimes[value] = lifetimes.TryGetValue(value, out (int First, int Last) life) ? (life.First, i) : (i, i);
            }
        }
    }

    /// <summary>Memories that are too small.</summary>
    public List<CompileFailure> Failures { get; } = [];

    /// <summary>The regions of external memory.</summary>
    public List<NpuRegion> Regions { get; } = [];

    /// <summary>Places all values and chooses the tiles of all layers.</summary>
    public LayerSchedule[] Plan(CancellationToken cancellation)
    {
        PlaceInputsAndOutputs();
        Residency residency = new(layers, lifetimes, BytesOf, machine.Scratchpad.Bytes, Site);
        residency.Decide(lifetimes.Keys.Where(v => !external.ContainsKey(v) && !constants.ContainsKey(v) && !divided.Contains(v) && !readInParts.Contains(v)), cancellation);
        this.residency = residency;
        PlaceFeatures();
        residency.Revise(spilled);
        return residency.Schedules;
    }

    /// <summary>The same layers with cascades where these take fewer cycles; null if there are none.</summary>
    public IReadOnlyList<ProgramLayer>? Cascades(CancellationToken cancellation) => new CascadeSearch(
        layers, residency!.Schedules, lifetimes,
        v => external.ContainsKey(v) && !inputs.Contains(v) && !outputs.Select(builder.Root).Contains(v) && !residency.Addresses.ContainsKey(v),
        (first, last) => Site(residency.Addresses.ContainsKey, machine.Scratchpad.Bytes - Enumerable.Range(first, last + 1 - first).Max(residency.FreeBegin))).Find(cancellation);

    /// <summary>The first address of the scratchpad that a layer has for tiles.</summary>
    public long FreeBegin(int layer) => residency!.FreeBegin(layer);

    /// <summary>The first address of a memory behind all regions.</summary>
    public long FreeAddress(int memory) => free[memory];

    /// <summary>Where each value lies, once the addresses of constants are known.</summary>
    public Dictionary<int, ValuePlace> Places(ConstantTable table)
    {
        var places = new Dictionary<int, ValuePlace>();
        foreach (int value in lifetimes.Keys)
        {
            long chip = residency!.Addresses.TryGetValue(value, out long address) ? address : -1;
            places[value] = constants.TryGetValue(value, out int constant) ? new ValuePlace(table.Memory, table.AddressOf(constant), chip)
                : external.TryGetValue(value, out (int Memory, long Address) place) ? new ValuePlace(place.Memory, place.Address, chip, CopyOf(value))
                : new ValuePlace(-1, 0, chip);
        }

        return places;
    }

    private void PlaceInputsAndOutputs()
    {
        int memory = machine.MemoryOf(TensorClasses.InputOutput);
        foreach (int input in inputs)
        {
            external[input] = (memory, free[memory]);
            AddRegion(NpuRegionKind.Input, names.Value(input).Name, memory, RegionOf(input));
        }

        foreach (int output in outputs)
        {
            int root = builder.Root(output);
            if (external.TryGetValue(root, out (int Memory, long Address) place))
            {
                Regions.Add(new NpuRegion(NpuRegionKind.Output, names.Value(output).Name, place.Memory, place.Address, RegionOf(output)));
                continue;
            }

            external[root] = (memory, free[memory]);
            AddRegion(NpuRegionKind.Output, names.Value(output).Name, memory, RegionOf(output));
            if (CopyOf(root) > 0 && !sideBySide)
            {
                // Without a gap behind the result: what an instruction touches on all cores lies in one range.
                free[memory] = external[root].Address + BytesOf(output);
                AddRegion(NpuRegionKind.Scratch, "%copies of " + names.Value(output).Name, memory, (CopyOf(root) * cores) - BytesOf(output));
            }
        }

        Require(memory, "inputs and results", "");
    }

    private void PlaceFeatures()
    {
        int first = machine.MemoryOf(TensorClasses.Features);
        int second = Enumerable.Range(0, machine.Memories.Count).Where(m => m != first && machine.Memories[m].Writable).OrderByDescending(m => machine.Memories[m].Bytes).DefaultIfEmpty(-1).First();
        List<int> values = [.. lifetimes.Keys.Where(v => !external.ContainsKey(v) && !constants.ContainsKey(v) && !residency!.Addresses.ContainsKey(v)).OrderBy(v => lifetimes[v].First).ThenBy(v => v)];
        List<FeatureBuffer> buffers = [.. values.Select(v => new FeatureBuffer([v], SizeOf(v), lifetimes[v].First, lifetimes[v].Last))];
        int[] offsets = Assign(buffers);
        List<FeatureBuffer> shared = FeatureBuffer.Of(values, layers, residency!.Schedules, lifetimes, v => (SizeOf(v), CopyOf(v)));
        if (shared.Count < buffers.Count && Assign(shared) is { } assigned && Top(shared, assigned) < Top(buffers, offsets))
        {
            (buffers, offsets) = (shared, assigned);
        }

        var moved = new List<FeatureBuffer>();
        while (OfAllCores(Top(buffers, offsets)) > machine.Memories[first].Bytes - free[first] && second >= 0 && buffers.Count > 0)
        {
            FeatureBuffer largest = buffers.OrderByDescending(b => b.Bytes).First();
            buffers.Remove(largest);
            moved.Add(largest);
            offsets = Assign(buffers);
        }

        Place(first, buffers, offsets);
        Place(second, moved, Assign(moved));
        spilled.AddRange(moved.SelectMany(b => b.Values));
    }

    private void Place(int memory, List<FeatureBuffer> buffers, int[] offsets)
    {
        if (buffers.Count == 0)
        {
            return;
        }

        long top = Top(buffers, offsets);
        for (int i = 0; i < buffers.Count; i++)
        {
            foreach (int value in buffers[i].Values)
            {
                external[value] = (memory, free[memory] + offsets[i]);
                parts[value] = top;
            }
        }

        AddRegion(NpuRegionKind.Scratch, "%features" + (Regions.Any(r => r.Name == "%features") ? "2" : ""), memory, OfAllCores(top));
        Require(memory, "results of layers", $" at layer '{layers[ArenaAllocator.Peak(Lifetimes(buffers)).Step].Operations}'");
    }

    private void AddRegion(NpuRegionKind kind, string name, int memory, long bytes)
    {
        Regions.Add(new NpuRegion(kind, name, memory, free[memory], bytes));
        free[memory] = Aligned(free[memory] + bytes);
    }

    private void Require(int memory, string what, string where)
    {
        ExternalMemory place = machine.Memories[memory];
        if (free[memory] > place.Bytes)
        {
            Failures.Add(new CompileFailure(NpuCompiler.Stage, null, FormattableString.Invariant(
                $"{what} need {free[memory]} bytes of memory '{place.Name}'{where}, and machine '{machine.Name}' has {place.Bytes}")));
        }
    }

    private static Lifetime[] Lifetimes(List<FeatureBuffer> buffers) => [.. buffers.Select(b => new Lifetime(checked((int)b.Bytes), b.First, b.Last))];

    private static int[] Assign(List<FeatureBuffer> buffers) => ArenaAllocator.Assign(Lifetimes(buffers));

    private static long Top(List<FeatureBuffer> buffers, int[] offsets) => buffers.Select((b, i) => offsets[i] + b.Bytes).DefaultIfEmpty(0).Max();

    private long Aligned(long bytes) => (bytes + machine.Dma.BurstBytes - 1) / machine.Dma.BurstBytes * machine.Dma.BurstBytes;

    /// <summary>Bytes from the copy of a core to that of the next one; 0 of what all cores share.</summary>
    private long CopyOf(int value) => cores == 1 ? 0
        : sideBySide ? parts.TryGetValue(value, out long part) ? part : Aligned(BytesOf(value))
        : divided.Contains(value) || inputs.Contains(value) ? 0 : Aligned(BytesOf(value));

    /// <summary>
    /// Bytes of a region of features that has so many for each core. Inferences side by side do not wait for each other, so that each has a part of its own, and places in it
    /// are taken again by later values of the same inference alone.
    /// </summary>
    private long OfAllCores(long bytes) => sideBySide ? bytes * cores : bytes;

    /// <summary>Bytes of the region of an input or result, in which those of all inferences lie side by side.</summary>
    private long RegionOf(int value) => sideBySide ? Aligned(BytesOf(value)) * cores : BytesOf(value);

    private long SizeOf(int value) => Aligned(BytesOf(value)) + (sideBySide ? 0 : CopyOf(value) * (cores - 1));

    private long BytesOf(int value) => builder.TypeOf(value).Shape.ElementCount;

    private LayerSite Site(Func<int, bool> isOnChip, long room) => new(
        shared, isOnChip, value => external.ContainsKey(value) || constants.ContainsKey(value) || !isOnChip(value), MemoryOf, room);

    private int MemoryOf(int value) => external.TryGetValue(value, out (int Memory, long) place) ? place.Memory
        : machine.MemoryOf(constants.ContainsKey(value) ? TensorClasses.Weights : TensorClasses.Features);
}

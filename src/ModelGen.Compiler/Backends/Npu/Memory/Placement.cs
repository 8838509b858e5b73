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
    private readonly HashSet<int> divided;
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
    /// <param name="builder">The layers.</param>
    /// <param name="names">The names of values.</param>
    /// <param name="inputs">The values that the program takes.</param>
    /// <param name="outputs">The values that it gives.</param>
    /// <param name="constants">The constants that layers take as activations.</param>
    public Placement(
        NpuMachine machine, int cores, LayerBuilder builder, ValueNames names, int[] inputs, int[] outputs, IReadOnlyDictionary<int, int> constants)
    {
        this.machine = machine;
        this.cores = cores;

        // What a layer finds of the memories that cores share.
        shared = cores == 1 ? machine : machine with { Memories = machine.Memories.Select(m => m with { BytesPerSecond = Math.Max(1, m.BytesPerSecond / cores) }).ToArray() };
        this.builder = builder;
        this.names = names;
        this.inputs = inputs;
        this.outputs = outputs;
        this.constants = constants;
        layers = builder.Layers;
        divided = [.. layers.Where(l => l.IsSplit).Select(l => l.Result.Value)];
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
        residency.Decide(lifetimes.Keys.Where(v => !external.ContainsKey(v) && !constants.ContainsKey(v) && !divided.Contains(v)), cancellation);
        this.residency = residency;
        PlaceFeatures();
        residency.Revise(spilled);
        return residency.Schedules;
    }

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
            AddRegion(NpuRegionKind.Input, names.Value(input).Name, memory, BytesOf(input));
        }

        foreach (int output in outputs)
        {
            int root = builder.Root(output);
            if (external.TryGetValue(root, out (int Memory, long Address) place))
            {
                Regions.Add(new NpuRegion(NpuRegionKind.Output, names.Value(output).Name, place.Memory, place.Address, BytesOf(output)));
                continue;
            }

            external[root] = (memory, free[memory]);
            AddRegion(NpuRegionKind.Output, names.Value(output).Name, memory, BytesOf(output));
            if (CopyOf(root) > 0)
            {
                AddRegion(NpuRegionKind.Scratch, "%copies of " + names.Value(output).Name, memory, CopyOf(root) * (cores - 1));
            }
        }

        Require(memory, "inputs and results", "");
    }

    private void PlaceFeatures()
    {
        int first = machine.MemoryOf(TensorClasses.Features);
        int second = Enumerable.Range(0, machine.Memories.Count).Where(m => m != first && machine.Memories[m].Writable).OrderByDescending(m => machine.Memories[m].Bytes).DefaultIfEmpty(-1).First();
        List<int> values = [.. lifetimes.Keys.Where(v => !external.ContainsKey(v) && !constants.ContainsKey(v) && !residency!.Addresses.ContainsKey(v)).OrderBy(v => lifetimes[v].First).ThenBy(v => v)];
        int[] offsets = Assign(values);
        while (Top(values, offsets) > machine.Memories[first].Bytes - free[first] && second >= 0 && values.Count > 0)
        {
            int largest = values.OrderByDescending(BytesOf).First();
            values.Remove(largest);
            spilled.Add(largest);
            offsets = Assign(values);
        }

        Place(first, values, offsets);
        if (spilled.Count > 0)
        {
            Place(second, spilled, Assign(spilled));
        }
    }

    private void Place(int memory, List<int> values, int[] offsets)
    {
        if (values.Count == 0)
        {
            return;
        }

        for (int i = 0; i < values.Count; i++)
        {
            external[values[i]] = (memory, free[memory] + offsets[i]);
        }

        AddRegion(NpuRegionKind.Scratch, "%features" + (Regions.Any(r => r.Name == "%features") ? "2" : ""), memory, Top(values, offsets));
        int peak = values.Count == 0 ? 0 : ArenaAllocator.Peak(Lifetimes(values)).Step;
        Require(memory, "results of layers", $" at layer '{layers[peak].Operations}'");
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

    private Lifetime[] Lifetimes(List<int> values) => [.. values.Select(v => new Lifetime(checked((int)SizeOf(v)), lifetimes[v].First, lifetimes[v].Last))];

    private int[] Assign(List<int> values) => ArenaAllocator.Assign(Lifetimes(values));

    private long Top(List<int> values, int[] offsets) => values.Select((v, i) => offsets[i] + SizeOf(v)).DefaultIfEmpty(0).Max();

    private long Aligned(long bytes) => (bytes + machine.Dma.BurstBytes - 1) / machine.Dma.BurstBytes * machine.Dma.BurstBytes;

    /// <summary>Bytes from the copy of a core to that of the next one; 0 of what all cores share.</summary>
    private long CopyOf(int value) => cores == 1 || divided.Contains(value) || inputs.Contains(value) ? 0 : Aligned(BytesOf(value));

    private long SizeOf(int value) => Aligned(BytesOf(value)) + (CopyOf(value) * (cores - 1));

    private long BytesOf(int value) => builder.TypeOf(value).Shape.ElementCount;

    private LayerSite Site(Func<int, bool> isOnChip, long room) => new(
        shared, isOnChip, value => external.ContainsKey(value) || constants.ContainsKey(value) || !isOnChip(value), MemoryOf, room);

    private int MemoryOf(int value) => external.TryGetValue(value, out (int Memory, long) place) ? place.Memory
        : machine.MemoryOf(constants.ContainsKey(value) ? TensorClasses.Weights : TensorClasses.Features);
}

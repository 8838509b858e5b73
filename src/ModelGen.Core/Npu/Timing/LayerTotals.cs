using System.Linq;

namespace ModelGen.Npu;

/// <summary>What a layer adds up to.</summary>
internal sealed class LayerTotals(NpuMachine machine, int layer)
{
    private readonly CauseTotals[] engines = [.. Enumerable.Range(0, 5).Select(_ => new CauseTotals())];
    private readonly long[] externalRead = new long[machine.Memories.Count], externalWritten = new long[machine.Memories.Count];
    private long first = long.MaxValue, instructions;
    private long macs, macSlots, vectorElements, scratchpadRead, scratchpadWritten, accumulator, weights, parameters, compressed, decoded;

    public int Layer => layer;

    public long Last { get; private set; }

    public CauseTotals Engine(NpuEngine engine) => engines[(int)engine];

    public void Add(NpuEngine engine, in NpuCost cost, long began, long ended, bool products)
    {
        first = began < first ? began : first;
        Last = ended > Last ? ended : Last;
        instructions++;
        macs += cost.Macs;
        macSlots += products ? cost.Work * machine.Array.MacsPerCycle : 0;
        vectorElements += cost.VectorElements;
        scratchpadRead += cost.ScratchpadRead;
        scratchpadWritten += cost.ScratchpadWritten;
        accumulator += cost.Accumulator;
        weights += cost.Weights;
        parameters += cost.Parameters;
        externalRead[cost.Memory] += cost.ExternalRead;
        externalWritten[cost.Memory] += cost.ExternalWritten;
        compressed += cost.Decoded > 0 ? cost.ExternalRead : 0;
        decoded += cost.Decoded;
    }

    public NpuLayerRun ToRun(long added) => new()
    {
        Layer = layer,
        First = first,
        Last = Last,
        Added = added,
        Instructions = instructions,
        Traffic = new NpuTraffic
        {
            Macs = macs,
            MacSlots = macSlots,
            VectorElements = vectorElements,
            ScratchpadRead = scratchpadRead,
            ScratchpadWritten = scratchpadWritten,
            Accumulator = accumulator,
            Weights = weights,
            Parameters = parameters,
            ExternalRead = (long[])externalRead.Clone(),
            ExternalWritten = (long[])externalWritten.Clone(),
            Compressed = compressed,
            Decoded = decoded,
        },
        Engines = engines.Select((e, i) => new NpuEngineRun(0, (NpuEngine)i, e.ToArray())).Skip(1).ToArray(),
    };
}

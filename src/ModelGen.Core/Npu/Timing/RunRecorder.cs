using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Npu;

/// <summary>Collects what a run leaves: events, and totals of engines and layers.</summary>
internal sealed class RunRecorder(NpuMachine machine, NpuProgram program, long eventLimit)
{
    private readonly CauseTotals[] engines = [.. Enumerable.Range(0, program.Cores * 5).Select(_ => new CauseTotals())];
    private readonly Dictionary<int, LayerTotals> layers = [];
    private readonly List<NpuCycles> current = [];
    private List<NpuEvent>? events = eventLimit > 0 ? [] : null;
    private List<NpuCycles>? parts = eventLimit > 0 ? [] : null;
    private List<NpuTouch>? touches = eventLimit > 0 ? [] : null;

    /// <summary>The index of the event that is recorded next; −1 if none is.</summary>
    public int Next => events?.Count ?? -1;

    public void Add(int core, NpuEngine engine, NpuCause cause, int detail, long cycles) => engines[(core * 5) + (int)engine].Add(cause, detail, cycles);

    /// <summary>Records the instruction that an engine has executed.</summary>
    public void Add(EngineState engine, long now)
    {
        QueueEntry entry = engine.Entry;
        if (!layers.TryGetValue(entry.Layer, out LayerTotals? layer))
        {
            layers.Add(entry.Layer, layer = new LayerTotals(machine, entry.Layer));
        }

        current.Clear();
        engine.Account(now, current);
        CauseTotals ofEngine = engines[(engine.Core * 5) + (int)engine.Engine], ofLayer = layer.Engine(engine.Engine);
        foreach (NpuCycles part in current)
        {
            ofEngine.Add(part);
            ofLayer.Add(part);
        }

        layer.Add(engine.Engine, engine.Cost, engine.Began, now, engine.Cost.Macs > 0);
        if (events?.Count >= eventLimit)
        {
            (events, parts, touches) = (null, null, null);
        }

        if (events is null)
        {
            return;
        }

        foreach (NpuAccess access in engine.Accesses)
        {
            touches!.Add(new NpuTouch(events.Count, access.Space, access.Memory, access.Writes, access.Low, access.High));
        }

        events.Add(new NpuEvent((byte)engine.Core, engine.Engine, entry.Layer, entry.Index, entry.Dispatched, engine.Began, now, engine.ReleasedBy, parts!.Count, current.Count));
        parts.AddRange(current);
    }

    public NpuRun Finish(long cycles)
    {
        long behind = 0;
        var added = new Dictionary<int, long>();
        foreach (LayerTotals layer in layers.Values.OrderBy(l => l.Last).ThenBy(l => l.Layer))
        {
            added[layer.Layer] = layer.Last - behind;
            behind = layer.Last;
        }

        return new NpuRun
        {
            Machine = machine,
            Program = program,
            Cycles = cycles,
            Engines = engines.Select((e, i) => new NpuEngineRun(i / 5, (NpuEngine)(i % 5), e.ToArray())).ToArray(),
            Layers = layers.Values.OrderBy(l => l.Layer).Select(l => l.ToRun(added[l.Layer])).ToArray(),
            Events = events?.ToArray() ?? [],
            Parts = parts?.ToArray() ?? [],
            Touches = touches?.ToArray() ?? [],
        };
    }
}

using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Npu;

/// <summary>Cycles added up by cause and detail.</summary>
internal sealed class CauseTotals
{
    private readonly Dictionary<int, long> totals = [];

    public void Add(NpuCause cause, int detail, long cycles)
    {
        int key = ((int)cause << 24) | detail;
        totals.TryGetValue(key, out long before);
        totals[key] = before + cycles;
    }

    public void Add(NpuCycles cycles) => Add(cycles.Cause, cycles.Detail, cycles.Count);

    /// <summary>The totals that are not 0, in ascending order of cause and detail.</summary>
    public NpuCycles[] ToArray() =>
        [.. totals.Where(t => t.Value > 0).OrderBy(t => t.Key).Select(t => new NpuCycles((NpuCause)(t.Key >> 24), t.Key & 0xffffff, t.Value))];
}

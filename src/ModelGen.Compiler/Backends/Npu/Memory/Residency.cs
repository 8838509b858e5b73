using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ModelGen.Compiler.Backends.Npu.Layers;

namespace ModelGen.Compiler.Backends.Npu.Memory;

/// <summary>
/// Keeps values in the scratchpad from the layer that makes them to the last one that reads them, where that lessens the estimate of all layers in between: these
/// have less room for tiles then. Values that stay lie at the low end of the scratchpad, tiles behind them.
/// </summary>
/// <param name="layers">The layers.</param>
/// <param name="lifetimes">The first and last layer of each value.</param>
/// <param name="bytes">The size of a value.</param>
/// <param name="capacity">Bytes of the scratchpad.</param>
/// <param name="site">What a layer finds, given which values stay and how much room there is for tiles.</param>
internal sealed class Residency(
    IReadOnlyList<ProgramLayer> layers,
    IReadOnlyDictionary<int, (int First, int Last)> lifetimes,
    Func<int, long> bytes,
    long capacity,
    Func<Func<int, bool>, long, LayerSite> site)
{
    private readonly Dictionary<int, long> addresses = [];
    private readonly long[] tops = new long[layers.Count];
    private readonly LayerSchedule[] schedules = new LayerSchedule[layers.Count];

    /// <summary>The addresses of the values that stay.</summary>
    public IReadOnlyDictionary<int, long> Addresses => addresses;

    /// <summary>The tiles of each layer.</summary>
    public LayerSchedule[] Schedules => schedules;

    /// <summary>The first address that a layer has for tiles.</summary>
    public long FreeBegin(int layer) => tops[layer];

    /// <summary>Decides.</summary>
    /// <param name="candidates">The values that can stay.</param>
    /// <param name="cancellation">Cancels it.</param>
    public void Decide(IEnumerable<int> candidates, CancellationToken cancellation)
    {
        for (int i = 0; i < layers.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            schedules[i] = layers[i].Schedule(site(addresses.ContainsKey, capacity));
        }

        foreach (int value in candidates.Where(v => bytes(v) <= capacity).OrderBy(v => lifetimes[v].First).ThenBy(v => v))
        {
            cancellation.ThrowIfCancellationRequested();
            TryKeep(value);
        }
    }

    /// <summary>Chooses tiles anew for the layers of values whose memory has become another one.</summary>
    public void Revise(IReadOnlyCollection<int> moved)
    {
        for (int i = 0; i < layers.Count; i++)
        {
            if (moved.Contains(layers[i].Result.Value) || layers[i].Reads.Any(moved.Contains))
            {
                schedules[i] = layers[i].Schedule(site(addresses.ContainsKey, capacity - tops[i]));
            }
        }
    }

    private void TryKeep(int value)
    {
        (int first, int last) = lifetimes[value];
        long address = Lowest(value, first, last), end = address + bytes(value);
        if (end > capacity)
        {
            return;
        }

        double change = 0;
        var changed = new Dictionary<int, LayerSchedule>();
        for (int i = first; i <= last; i++)
        {
            bool touches = layers[i].Result.Value == value || layers[i].Reads.Contains(value);
            if (!touches && end <= tops[i])
            {
                continue;
            }

            LayerSchedule schedule = layers[i].Schedule(site(v => v == value || addresses.ContainsKey(v), capacity - Math.Max(end, tops[i])));
            if (schedule.Tiling is null)
            {
                return;
            }

            change += schedule.Cycles - schedules[i].Cycles;
            changed.Add(i, schedule);
        }

        if (change < 0)
        {
            addresses.Add(value, address);
            for (int i = first; i <= last; i++)
            {
                tops[i] = Math.Max(tops[i], end);
                schedules[i] = changed.TryGetValue(i, out LayerSchedule? schedule) ? schedule : schedules[i];
            }
        }
    }

    /// <summary>The lowest address between the values that stay at the same time.</summary>
    private long Lowest(int value, int first, int last)
    {
        long address = 0;
        foreach (KeyValuePair<int, long> other in addresses.Where(a => lifetimes[a.Key].First <= last && lifetimes[a.Key].Last >= first).OrderBy(a => a.Value))
        {
            if (other.Value >= address + bytes(value))
            {
                break;
            }

            address = Math.Max(address, other.Value + bytes(other.Key));
        }

        return address;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ModelGen.Compiler.Backends.Npu.Layers;

namespace ModelGen.Compiler.Backends.Npu.Memory;

/// <summary>
/// Finds runs of layers that take fewer cycles as cascades than one after the other, by the estimates: each reads the result of the one before, nothing else reads it, and it does not stay in
/// the scratchpad as a whole. Of all ways to divide a chain of such layers into runs it takes the one with the fewest cycles.
/// </summary>
/// <param name="layers">The layers.</param>
/// <param name="schedules">How each is divided into tiles by itself.</param>
/// <param name="lifetimes">The first and last layer of each value.</param>
/// <param name="isFeature">Whether a value is in the memory of features, and nothing outside of the program touches it.</param>
/// <param name="site">What a run of layers finds, from the first one to the last one.</param>
internal sealed class CascadeSearch(
    IReadOnlyList<ProgramLayer> layers,
    IReadOnlyList<LayerSchedule> schedules,
    IReadOnlyDictionary<int, (int First, int Last)> lifetimes,
    Func<int, bool> isFeature,
    Func<int, int, LayerSite> site)
{
    private const int MostStages = 4;

    /// <summary>The layers with cascades in the place of some; null if there is none.</summary>
    public IReadOnlyList<ProgramLayer>? Find(CancellationToken cancellation)
    {
        int count = layers.Count;
        double[] cycles = new double[count + 1];
        var steps = new ProgramLayer[count];
        int[] ends = new int[count];
        for (int first = count - 1; first >= 0; first--)
        {
            cancellation.ThrowIfCancellationRequested();
            (cycles[first], steps[first], ends[first]) = (schedules[first].Cycles + cycles[first + 1], layers[first], first + 1);
            for (int end = first + 2; end <= Math.Min(count, first + MostStages) && Follows(end - 1); end++)
            {
                var cascade = new CascadeLayer([.. layers.Skip(first).Take(end - first)]);
                LayerSchedule schedule = cascade.Schedule(site(first, end - 1));
                if (schedule.Tiling is null)
                {
                    break;
                }

                if (schedule.Cycles + cycles[end] < cycles[first])
                {
                    (cycles[first], steps[first], ends[first]) = (schedule.Cycles + cycles[end], cascade, end);
                }
            }
        }

        var found = new List<ProgramLayer>();
        for (int i = 0; i < count; i = ends[i])
        {
            found.Add(steps[i]);
        }

        return found.Count < count ? found : null;
    }

    /// <summary>Whether a layer can read what the one before it makes in stripes.</summary>
    private bool Follows(int index)
    {
        if (layers[index - 1] is not IStripedLayer { CanBeStriped: true } || layers[index] is not IStripedLayer { CanBeStriped: true } layer)
        {
            return false;
        }

        ImageView value = layers[index - 1].Result;
        return layer.Input == value && layers[index].Reads.Count(v => v == value.Value) == 1 && lifetimes[value.Value] == (index - 1, index) && isFeature(value.Value)
            && layer.Windows.MeetsEverywhere(value, layers[index].Result);
    }
}

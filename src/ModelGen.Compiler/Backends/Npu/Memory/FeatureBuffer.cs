using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Npu.Layers;

namespace ModelGen.Compiler.Backends.Npu.Memory;

/// <summary>
/// Values in external memory that take each other's place: a result the bytes of an operand that no later layer reads, where each tile reads of it just what it writes, and the loads of
/// a tile can wait for the store of the one before. A sum with the input of a residual block so needs no bytes of its own.
/// </summary>
/// <param name="Values">The values, in the order in which they are made.</param>
/// <param name="Bytes">Bytes of each.</param>
/// <param name="First">The first layer that touches one of them.</param>
/// <param name="Last">The last layer that does.</param>
internal sealed record FeatureBuffer(IReadOnlyList<int> Values, long Bytes, int First, int Last)
{
    /// <summary>The buffers of some values, by the layers that make them.</summary>
    /// <param name="values">The values in the order in which they are made, none of which is touched outside of the program.</param>
    /// <param name="layers">The layers.</param>
    /// <param name="schedules">How these are divided into tiles.</param>
    /// <param name="lifetimes">The first and last layer of each value.</param>
    /// <param name="bytes">Bytes of a value, and of its copy for each core.</param>
    public static List<FeatureBuffer> Of(
        IReadOnlyCollection<int> values,
        IReadOnlyList<ProgramLayer> layers,
        IReadOnlyList<LayerSchedule> schedules,
        IReadOnlyDictionary<int, (int First, int Last)> lifetimes,
        Func<int, (long Bytes, long Copy)> bytes)
    {
        var buffers = new Dictionary<int, FeatureBuffer>();
        foreach (int value in values)
        {
            (int first, int last) = lifetimes[value];
            bool isMadeHere = layers[first].Result.Value == value && !layers.Skip(first + 1).Take(last - first).Any(l => l.Result.Value == value);
            int replaced = isMadeHere && layers[first].LoadsCanWait(schedules[first])
                ? layers[first].Replaceable.Where(o => buffers.ContainsKey(o) && lifetimes[o].Last == first && bytes(o) == bytes(value)).DefaultIfEmpty(-1).First()
                : -1;
            buffers[value] = replaced < 0
                ? new FeatureBuffer([value], bytes(value).Bytes, first, last)
                : buffers[replaced] with { Values = [.. buffers[replaced].Values, value], Last = last };
            if (replaced >= 0)
            {
                buffers.Remove(replaced);
            }
        }

        return [.. buffers.Values.OrderBy(b => b.First).ThenBy(b => b.Values[0])];
    }
}

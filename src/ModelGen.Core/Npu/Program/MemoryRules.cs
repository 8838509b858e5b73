using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Npu;

/// <summary>Constants and regions lie in the machine's memories, and constants do not overlap.</summary>
internal static class MemoryRules
{
    public static IEnumerable<string> Find(NpuProgram program, NpuMachine machine)
    {
        foreach (NpuRegion region in program.Regions)
        {
            string what = $"The region '{region.Name}'";
            if (Range(what, region.Memory, region.Address, region.Bytes, machine) is { } defect)
            {
                yield return defect;
            }
            else if (region.Kind != NpuRegionKind.Input && !machine.Memories[region.Memory].Writable)
            {
                yield return $"{what} is written to, but memory '{machine.Memories[region.Memory].Name}' is not writable.";
            }
        }

        foreach (IGrouping<string, NpuRegion> twins in program.Regions.GroupBy(r => r.Name).Where(g => g.Count() > 1))
        {
            yield return $"{twins.Count()} regions have the name '{twins.Key}'.";
        }

        (int Memory, long Address, long End) last = (-1, 0, 0);
        foreach (NpuConstant constant in program.Constants.OrderBy(c => c.Memory).ThenBy(c => c.Address))
        {
            string what = $"The constant at {constant.Address} of memory {constant.Memory}";
            if (Range(what, constant.Memory, constant.Address, constant.Bytes.Count, machine) is { } defect)
            {
                yield return defect;
            }

            if (last.Memory == constant.Memory && constant.Address < last.End)
            {
                yield return $"{what} overlaps that at {last.Address}.";
            }

            last = (constant.Memory, constant.Address, constant.Address + constant.Bytes.Count);
        }
    }

    private static string? Range(string what, int memory, long address, long bytes, NpuMachine machine) =>
        memory < 0 || memory >= machine.Memories.Count ? $"{what} is in memory {memory}, but machine '{machine.Name}' has memories 0 to {machine.Memories.Count - 1}."
        : bytes < 1 ? $"{what} has {bytes} bytes, but it has at least 1."
        : address < 0 || bytes > machine.Memories[memory].Bytes || address > machine.Memories[memory].Bytes - bytes
            ? $"{what} is at {address} with {bytes} bytes, but memory '{machine.Memories[memory].Name}' has {machine.Memories[memory].Bytes}."
        : null;
}

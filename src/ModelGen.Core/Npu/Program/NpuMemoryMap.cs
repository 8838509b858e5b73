using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Npu;

/// <summary>The ranges of external memory that a program has, regions and constants, joined where they touch.</summary>
internal static class NpuMemoryMap
{
    /// <summary>The ranges of a memory in ascending order.</summary>
    public static List<(long Begin, long End)> Of(NpuProgram program, int memory)
    {
        IEnumerable<(long Begin, long End)> ranges = program.Regions.Where(r => r.Memory == memory).Select(r => (r.Address, r.Address + r.Bytes))
            .Concat(program.Constants.Where(c => c.Memory == memory && c.Bytes.Count > 0).Select(c => (c.Address, c.Address + c.Bytes.Count)));
        var joined = new List<(long Begin, long End)>();
        foreach ((long begin, long end) in ranges.OrderBy(r => r.Begin).ThenBy(r => r.End))
        {
            if (joined.Count > 0 && begin <= joined[joined.Count - 1].End)
            {
                (long first, long last) = joined[joined.Count - 1];
                joined[joined.Count - 1] = (first, end > last ? end : last);
            }
            else
            {
                joined.Add((begin, end));
            }
        }

        return joined;
    }

    /// <summary>The index of the range in which the bytes from low to high lie; −1 if there is none.</summary>
    public static int Find(List<(long Begin, long End)> ranges, long low, long high)
    {
        int first = 0, last = ranges.Count - 1;
        while (first <= last)
        {
            int middle = (first + last) / 2;
            if (ranges[middle].Begin > low)
            {
                last = middle - 1;
            }
            else if (ranges[middle].End <= low)
            {
                first = middle + 1;
            }
            else
            {
                return high <= ranges[middle].End ? middle : -1;
            }
        }

        return -1;
    }
}

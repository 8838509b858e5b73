using System;
using System.Collections.Generic;

namespace ModelGen.Compiler.Backends.Npu.Emission;

/// <summary>Which instruction touched the bytes of a memory last.</summary>
internal sealed class LastTouches
{
    private readonly List<(long Begin, long End, int Index)> entries = [];

    /// <summary>The last one that touched any of some bytes, −1 if none has; from now on it is the given one.</summary>
    public int Touch(long begin, long end, int index)
    {
        int low = 0, high = entries.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = entries[middle].End <= begin ? (middle + 1, high) : (low, middle);
        }

        int last = -1, position = low;
        (long Begin, long End, int Index)? before = null, behind = null;
        for (; position < entries.Count && entries[position].Begin < end; position++)
        {
            (long Begin, long End, int Index) entry = entries[position];
            last = Math.Max(last, entry.Index);
            before = entry.Begin < begin ? (entry.Begin, begin, entry.Index) : before;
            behind = entry.End > end ? (end, entry.End, entry.Index) : behind;
        }

        entries.RemoveRange(low, position - low);
        if (before is { } left)
        {
            entries.Insert(low++, left);
        }

        entries.Insert(low, (begin, end, index));
        if (behind is { } right)
        {
            entries.Insert(low + 1, right);
        }

        return last;
    }
}

using System.Collections.Generic;

namespace ModelGen.IR.Calls;

/// <summary>Axis arguments of calls: a negative axis counts from the end.</summary>
internal static class CallAxis
{
    /// <summary>Null, with the axis counted from 0, or why there is no such axis.</summary>
    public static string? Resolve(int axis, Shape x, out int resolved)
    {
        resolved = axis < 0 ? axis + x.Rank : axis;
        return resolved >= 0 && resolved < x.Rank ? null : $"axis {axis} is not one of the {x.Rank} axes of {x}.";
    }

    /// <summary>Null, with the axes counted from 0 and ascending, or why they are refused.</summary>
    public static string? Resolve(IReadOnlyList<int> axes, Shape x, out int[] resolved)
    {
        resolved = [];
        if (axes.Count == 0)
        {
            return $"no axes of {x} were given.";
        }

        var sorted = new SortedSet<int>();
        foreach (int axis in axes)
        {
            if (Resolve(axis, x, out int one) is { } error)
            {
                return error;
            }

            if (!sorted.Add(one))
            {
                return $"axis {one} of {x} was given twice.";
            }
        }

        resolved = [.. sorted];
        return null;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Compiler.Planning;

/// <summary>
/// Assigns offsets to buffers of known lifetimes so that the arena is short. This is dynamic storage allocation known in advance, which
/// is NP-hard; greedy placement in a good order is close to the lower bound in practice. Several orders are tried, then the best one is
/// improved by moving the buffers at the top of the arena to the front of the order, with a fixed number of tries.
/// </summary>
internal static class ArenaAllocator
{
    private const int Improvements = 400;

    /// <summary>The most elements in use during one step.</summary>
    public static int LowerBound(IReadOnlyList<Lifetime> buffers) => checked((int)Peak(buffers).Elements);

    /// <summary>The first step during which most elements are in use, and how many.</summary>
    public static (int Step, long Elements) Peak(IReadOnlyList<Lifetime> buffers)
    {
        (int Step, long Elements) peak = default;
        foreach (Lifetime at in buffers)
        {
            long alive = buffers.Where(b => b.First <= at.First && at.First <= b.Last).Sum(b => (long)b.Length);
            if (alive > peak.Elements)
            {
                peak = (at.First, alive);
            }
        }

        return peak;
    }

    /// <summary>An offset for each buffer; buffers whose lifetimes meet do not overlap.</summary>
    public static int[] Assign(IReadOnlyList<Lifetime> buffers)
    {
        int bound = LowerBound(buffers);
        int[] bestOrder = [], bestOffsets = [];
        int best = int.MaxValue;
        foreach (int[] order in Orders(buffers))
        {
            int[] offsets = Place(buffers, order);
            if (Top(buffers, offsets) is var top && top < best)
            {
                (bestOrder, bestOffsets, best) = (order, offsets, top);
            }
        }

        int last = buffers.Count - 1, seed = 1;
        for (int i = 0; i < Improvements && best > bound; i++)
        {
            int[] order = (int[])bestOrder.Clone();
            int highest = Array.FindIndex(order, b => bestOffsets[b] + buffers[b].Length == best);
            Move(order, highest, Next(ref seed, highest + 1));
            Move(order, Next(ref seed, last + 1), Next(ref seed, last + 1));
            int[] offsets = Place(buffers, order);
            if (Top(buffers, offsets) is var top && top <= best)
            {
                (bestOrder, bestOffsets, best) = (order, offsets, top);
            }
        }

        return bestOffsets;
    }

    private static IEnumerable<int[]> Orders(IReadOnlyList<Lifetime> buffers)
    {
        int[] all = [.. Enumerable.Range(0, buffers.Count)];
        yield return [.. all.OrderByDescending(b => buffers[b].Length)];
        yield return [.. all.OrderByDescending(b => (long)buffers[b].Length * (buffers[b].Last - buffers[b].First + 1))];
        yield return [.. all.OrderByDescending(b => buffers[b].Last - buffers[b].First).ThenByDescending(b => buffers[b].Length)];
        yield return [.. all.OrderBy(b => buffers[b].First).ThenByDescending(b => buffers[b].Length)];
        yield return [.. all.OrderByDescending(b => buffers[b].Last).ThenByDescending(b => buffers[b].Length)];
    }

    /// <summary>Places each buffer in turn into the smallest gap that holds it between those placed before that it meets.</summary>
    private static int[] Place(IReadOnlyList<Lifetime> buffers, int[] order)
    {
        var offsets = new int[buffers.Count];
        var placed = new List<int>();
        foreach (int buffer in order)
        {
            offsets[buffer] = BestFit(buffers, offsets, placed, buffer);
            int position = placed.FindIndex(p => offsets[p] > offsets[buffer]);
            placed.Insert(position < 0 ? placed.Count : position, buffer);
        }

        return offsets;
    }

    private static int BestFit(IReadOnlyList<Lifetime> buffers, int[] offsets, List<int> placed, int buffer)
    {
        int end = 0, bestOffset = -1, bestGap = int.MaxValue;
        foreach (int other in placed)
        {
            if (!buffers[other].Meets(buffers[buffer]))
            {
                continue;
            }

            int gap = offsets[other] - end;
            if (gap >= buffers[buffer].Length && gap < bestGap)
            {
                (bestOffset, bestGap) = (end, gap);
            }

            end = Math.Max(end, offsets[other] + buffers[other].Length);
        }

        return bestOffset < 0 ? end : bestOffset;
    }

    private static int Top(IReadOnlyList<Lifetime> buffers, int[] offsets) =>
        buffers.Select((b, i) => offsets[i] + b.Length).DefaultIfEmpty(0).Max();

    private static void Move(int[] order, int from, int to)
    {
        int moved = order[from];
        if (from > to)
        {
            Array.Copy(order, to, order, to + 1, from - to);
        }
        else
        {
            Array.Copy(order, from + 1, order, from, to - from);
        }

        order[to] = moved;
    }

    /// <summary>A linear congruential generator, the same on every platform.</summary>
    private static int Next(ref int seed, int bound)
    {
        seed = unchecked((seed * 1103515245) + 12345) & int.MaxValue;
        return (seed >> 8) % bound;
    }
}

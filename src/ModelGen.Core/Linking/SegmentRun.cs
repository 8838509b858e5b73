using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Linking;

/// <summary>Segments that repeat, each time the same distance further on in the source: the panels of a transform's points, or of groups.</summary>
/// <param name="Times">How often, at least 1 and at most <see cref="MostTimes"/>.</param>
/// <param name="Stride">How far the source moves each time, in elements.</param>
/// <param name="Segments">The segments of the first time.</param>
internal sealed record SegmentRun(int Times, int Stride, EquatableArray<PackSegment> Segments)
{
    /// <summary>The longest run; a text that asks for more is malformed.</summary>
    public const int MostTimes = 1 << 16;

    private const int LongestPeriod = 4;

    /// <summary>The segments as runs, in order: at each place the one that covers most, of those the one with the fewest segments.</summary>
    public static IReadOnlyList<SegmentRun> Find(EquatableArray<PackSegment> segments)
    {
        var runs = new List<SegmentRun>();
        for (int i = 0; i < segments.Count;)
        {
            SegmentRun best = At(segments, i, 1);
            for (int period = 2; period <= LongestPeriod && i + (2 * period) <= segments.Count; period++)
            {
                SegmentRun run = At(segments, i, period);
                best = run.Times > 1 && run.Length > best.Length ? run : best;
            }

            runs.Add(best);
            i += best.Length;
        }

        return runs;
    }

    private int Length => Times * Segments.Count;

    private static SegmentRun At(EquatableArray<PackSegment> segments, int start, int period)
    {
        PackSegment[] first = [.. Enumerable.Range(start, period).Select(i => segments[i])];
        if (start + period >= segments.Count || (long)segments[start + period].Offset - first[0].Offset is not (>= int.MinValue and <= int.MaxValue and var stride))
        {
            return new SegmentRun(1, 0, first);
        }

        int times = 1;
        while (times < MostTimes && Repeats(segments, start, period, times, stride))
        {
            times++;
        }

        return new SegmentRun(times, times == 1 ? 0 : (int)stride, first);
    }

    private static bool Repeats(EquatableArray<PackSegment> segments, int start, int period, int time, long stride)
    {
        int next = start + (time * period);
        for (int i = 0; i < period; i++)
        {
            if (next + i >= segments.Count
                || segments[next + i].Offset != segments[start + i].Offset + (time * stride)
                || segments[next + i].Bound != segments[start + i].Bound
                || segments[next + i].Axes != segments[start + i].Axes)
            {
                return false;
            }
        }

        return true;
    }
}

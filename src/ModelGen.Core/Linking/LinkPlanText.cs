using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using ModelGen.IR.Text;

namespace ModelGen.Linking;

/// <summary>
/// The text form of a link plan: the text of its graph, then a line <c>pack %node</c> for each constant and below it a line for each of
/// its packings, such as <c>16 lanes: 0 below 64 [2:9216:32, 9:1:0, 64:9:0, 32:576:1]</c> (offset, bound, then extent, stride and step
/// of each loop). Several segments are separated by semicolons; those that repeat at one distance in the source are written once, as in
/// <c>36 times 1 apart: 0 below 64 […] | 4096 below 16 […]</c>; vector widths that are packed alike share a line, as in <c>4, 8 lanes</c>.
/// </summary>
public static class LinkPlanText
{
    private const string PackKeyword = "pack %";

    /// <summary>The text, with line feeds only.</summary>
    public static string Print(LinkPlan plan)
    {
        var text = new StringBuilder(GraphPrinter.Print(plan.Graph));
        foreach (PackedConstant constant in plan.Constants)
        {
            text.Append(PackKeyword).Append(constant.Node.ToString(CultureInfo.InvariantCulture)).Append('\n');
            for (int i = 0, next; i < constant.Packings.Count; i = next)
            {
                EquatableArray<PackSegment> segments = constant.Packings[i].Segments;
                for (next = i + 1; next < constant.Packings.Count && constant.Packings[next].Segments == segments;)
                {
                    next++;
                }

                IEnumerable<string> lanes = Enumerable.Range(i, next - i).Select(p => constant.Packings[p].Lanes.ToString(CultureInfo.InvariantCulture));
                text.Append(string.Join(", ", lanes)).Append(" lanes: ").Append(string.Join("; ", SegmentRun.Find(segments).Select(Print))).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>The inverse of <see cref="Print(LinkPlan)"/>.</summary>
    /// <exception cref="FormatException">The text is malformed.</exception>
    public static LinkPlan Parse(string text)
    {
        int first = text.StartsWith(PackKeyword, StringComparison.Ordinal) ? 0 : text.IndexOf("\n" + PackKeyword, StringComparison.Ordinal) + 1;
        bool hasConstants = text.IndexOf(PackKeyword, first, StringComparison.Ordinal) == first;
        string[] lines = hasConstants ? text.Substring(first).Split('\n') : [];
        var constants = new List<PackedConstant>();
        for (int i = 0; i < lines.Length && lines[i].Length > 0;)
        {
            var header = new LinkPlanLine(lines[i++]);
            header.Take(PackKeyword);
            int node = header.TakeNumber();
            header.ExpectEnd();
            var packings = new List<Packing>();
            for (; i < lines.Length && lines[i].Length > 0 && !lines[i].StartsWith(PackKeyword, StringComparison.Ordinal); i++)
            {
                ParsePackings(new LinkPlanLine(lines[i]), packings);
            }

            constants.Add(new PackedConstant(node, packings.ToArray()));
        }

        return new LinkPlan(GraphParser.Parse(hasConstants ? text.Substring(0, first) : text), constants.ToArray());
    }

    /// <summary>
    /// What tells a plan and its weights file from every other, whatever the platform: the first eight bytes, the first of them lowest, of
    /// the SHA-256 of both in UTF-8, with a line feed between them. Line ends in the text count as line feeds.
    /// </summary>
    /// <param name="weights">The weights file, relative to the project, with forward slashes.</param>
    /// <param name="text">The text of the plan.</param>
    public static ulong Hash(string weights, string text)
    {
        using var algorithm = SHA256.Create();
        byte[] bytes = algorithm.ComputeHash(Encoding.UTF8.GetBytes(weights + "\n" + text.Replace("\r\n", "\n").TrimEnd('\n')));
        ulong hash = 0;
        for (int i = sizeof(ulong) - 1; i >= 0; i--)
        {
            hash = (hash << 8) | bytes[i];
        }

        return hash;
    }

    private static string Print(SegmentRun run)
    {
        string segments = string.Join(" | ", run.Segments.Select(Print));
        return run.Times == 1 ? segments : FormattableString.Invariant($"{run.Times} times {run.Stride} apart: {segments}");
    }

    private static string Print(PackSegment segment) => FormattableString.Invariant($"{segment.Offset} below {segment.Bound} [")
        + string.Join(", ", segment.Axes.Select(a => FormattableString.Invariant($"{a.Extent}:{a.Stride}:{a.Step}"))) + "]";

    private static void ParsePackings(LinkPlanLine line, List<Packing> packings)
    {
        var lanes = new List<int> { line.TakeNumber() };
        while (line.TryTake(", "))
        {
            lanes.Add(line.TakeNumber());
        }

        line.Take(" lanes: ");
        var segments = new List<PackSegment>();
        if (!line.IsAtEnd)
        {
            do
            {
                ParseRun(line, segments);
            }
            while (line.TryTake("; "));
            line.ExpectEnd();
        }

        PackSegment[] all = segments.ToArray();
        foreach (int width in lanes)
        {
            packings.Add(new Packing(width, all));
        }
    }

    private static void ParseRun(LinkPlanLine line, List<PackSegment> segments)
    {
        int start = segments.Count, offset = line.TakeNumber(), times = 1, stride = 0;
        bool repeats = line.TryTake(" times ");
        if (repeats)
        {
            times = offset is >= 1 and <= SegmentRun.MostTimes ? offset : throw line.Malformed();
            stride = line.TakeNumber();
            line.Take(" apart: ");
            offset = line.TakeNumber();
        }

        segments.Add(ParseSegment(line, offset));
        while (repeats && line.TryTake(" | "))
        {
            segments.Add(ParseSegment(line, line.TakeNumber()));
        }

        int period = segments.Count - start;
        for (int time = 1; time < times; time++)
        {
            for (int i = 0; i < period; i++)
            {
                PackSegment first = segments[start + i];
                long moved = first.Offset + ((long)time * stride);
                segments.Add(first with { Offset = moved is >= int.MinValue and <= int.MaxValue ? (int)moved : throw line.Malformed() });
            }
        }
    }

    private static PackSegment ParseSegment(LinkPlanLine line, int offset)
    {
        line.Take(" below ");
        int bound = line.TakeNumber();
        line.Take(" [");
        var axes = new List<PackAxis>();
        if (!line.TryTake("]"))
        {
            do
            {
                int extent = line.TakeNumber();
                line.Take(":");
                int stride = line.TakeNumber();
                line.Take(":");
                axes.Add(new PackAxis(extent, stride, line.TakeNumber()));
            }
            while (line.TryTake(", "));
            line.Take("]");
        }

        return new PackSegment(offset, bound, axes.ToArray());
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using ModelGen.IR.Text;

namespace ModelGen.Linking;

/// <summary>
/// The text form of a link plan: the text of its graph, then a line <c>pack %node</c> for each constant and below it a line for each
/// segment, such as <c>16 lanes: 0 below 64 [2:9216:32, 9:1:0, 64:9:0, 32:576:1]</c> (offset, bound, then extent, stride and step of
/// each loop).
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
            foreach (Packing packing in constant.Packings)
            {
                foreach (PackSegment segment in packing.Segments)
                {
                    text.Append(FormattableString.Invariant($"{packing.Lanes} lanes: {segment.Offset} below {segment.Bound} ["))
                        .Append(string.Join(", ", segment.Axes.Select(a => FormattableString.Invariant($"{a.Extent}:{a.Stride}:{a.Step}"))))
                        .Append("]\n");
                }
            }
        }

        return text.ToString();
    }

    /// <summary>The inverse of <see cref="Print"/>.</summary>
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
            while (i < lines.Length && lines[i].Length > 0 && !lines[i].StartsWith(PackKeyword, StringComparison.Ordinal))
            {
                packings.Add(ParsePacking(lines, ref i));
            }

            constants.Add(new PackedConstant(node, packings.ToArray()));
        }

        return new LinkPlan(GraphParser.Parse(hasConstants ? text.Substring(0, first) : text), constants.ToArray());
    }

    /// <summary>The segments of consecutive lines for as many lanes.</summary>
    private static Packing ParsePacking(string[] lines, ref int i)
    {
        int lanes = -1;
        var segments = new List<PackSegment>();
        for (; i < lines.Length && lines[i].Length > 0 && !lines[i].StartsWith(PackKeyword, StringComparison.Ordinal); i++)
        {
            var line = new LinkPlanLine(lines[i]);
            int own = line.TakeNumber();
            if (lanes >= 0 && own != lanes)
            {
                break;
            }

            lanes = own;
            line.Take(" lanes: ");
            int offset = line.TakeNumber();
            line.Take(" below ");
            int bound = line.TakeNumber();
            line.Take(" [");
            segments.Add(new PackSegment(offset, bound, ParseAxes(line)));
        }

        return new Packing(lanes, segments.ToArray());
    }

    private static PackAxis[] ParseAxes(LinkPlanLine line)
    {
        var axes = new PackAxis[line.Count(':') / 2];
        for (int axis = 0; axis < axes.Length; axis++)
        {
            if (axis > 0)
            {
                line.Take(", ");
            }

            int extent = line.TakeNumber();
            line.Take(":");
            int stride = line.TakeNumber();
            line.Take(":");
            axes[axis] = new PackAxis(extent, stride, line.TakeNumber());
        }

        line.Take("]");
        line.ExpectEnd();
        return axes;
    }
}

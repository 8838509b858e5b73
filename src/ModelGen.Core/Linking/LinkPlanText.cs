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
        string[] lines = text.Split('\n');
        int first = Array.FindIndex(lines, l => l.StartsWith(PackKeyword, StringComparison.Ordinal));
        first = first < 0 ? lines.Length : first;
        var constants = new List<PackedConstant>();
        for (int i = first; i < lines.Length && lines[i].Length > 0;)
        {
            string header = lines[i++];
            if (!header.StartsWith(PackKeyword, StringComparison.Ordinal))
            {
                throw Malformed(header);
            }

            var packings = new List<(int Lanes, List<PackSegment> Segments)>();
            for (; i < lines.Length && lines[i].Length > 0 && !lines[i].StartsWith(PackKeyword, StringComparison.Ordinal); i++)
            {
                (int lanes, PackSegment segment) = ParseSegment(lines[i]);
                if (packings.Count == 0 || packings[packings.Count - 1].Lanes != lanes)
                {
                    packings.Add((lanes, []));
                }

                packings[packings.Count - 1].Segments.Add(segment);
            }

            constants.Add(new PackedConstant(
                Number(header.Substring(PackKeyword.Length), header),
                packings.Select(p => new Packing(p.Lanes, p.Segments.ToArray())).ToArray()));
        }

        return new LinkPlan(GraphParser.Parse(string.Join("\n", lines.Take(first))), constants.ToArray());
    }

    private static (int Lanes, PackSegment Segment) ParseSegment(string line)
    {
        string[] parts = line.Split([" lanes: ", " below ", " [", "]"], StringSplitOptions.None);
        if (parts.Length != 5)
        {
            throw Malformed(line);
        }

        var axes = new List<PackAxis>();
        foreach (string axis in parts[3].Split([", "], StringSplitOptions.RemoveEmptyEntries))
        {
            string[] numbers = axis.Split(':');
            if (numbers.Length != 3)
            {
                throw Malformed(line);
            }

            axes.Add(new PackAxis(Number(numbers[0], line), Number(numbers[1], line), Number(numbers[2], line)));
        }

        return (Number(parts[0], line), new PackSegment(Number(parts[1], line), Number(parts[2], line), axes.ToArray()));
    }

    private static int Number(string text, string line) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value : throw Malformed(line);

    private static FormatException Malformed(string line) => new($"The link plan has the malformed line '{line}'.");
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using ModelGen.IR.Text;

namespace ModelGen;

/// <summary>
/// What the compiler may know of a weights file: which tensors it holds, not their values. The text form, one tensor a line, is what
/// the build writes beside its other intermediate files:
/// <code>
/// modelgen weights 1
/// hash 9f86d081…
/// F32 [8, 1, 5, 5] conv1.weight
/// </code>
/// </summary>
/// <param name="Hash">A hash of the file's contents in hexadecimal digits.</param>
/// <param name="Entries">The tensors, in the order of the file.</param>
public sealed record WeightManifest(string Hash, EquatableArray<WeightEntry> Entries)
{
    private const string Header = "modelgen weights 1";

    /// <summary>The tensor of that name, or null.</summary>
    public WeightEntry? Find(string name) => Entries.FirstOrDefault(e => e.Name == name);

    /// <summary>The text form, with line feeds only.</summary>
    public string Print()
    {
        var text = new StringBuilder();
        text.Append(Header).Append("\nhash ").Append(Hash).Append('\n');
        foreach (WeightEntry entry in Entries)
        {
            text.Append(entry.DataType).Append(' ').Append(entry.ShapeText).Append(' ').Append(TextEscape.Bare(entry.Name)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Restores a manifest from its text form.</summary>
    /// <exception cref="FormatException">The text is malformed. The message names the line, counted from 1, and the reason.</exception>
    public static WeightManifest Parse(string text)
    {
        string[] lines = [.. text.Split('\n').Select(line => line.EndsWith("\r", StringComparison.Ordinal) ? line.Substring(0, line.Length - 1) : line)];
        if (lines[0] != Header)
        {
            throw new FormatException($"Line 1: The text does not begin with '{Header}'.");
        }

        if (lines.Length < 2 || !lines[1].StartsWith("hash ", StringComparison.Ordinal))
        {
            throw new FormatException("Line 2: The hash of the weights file is missing; write it as 'hash HEX'.");
        }

        var entries = new List<WeightEntry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 2; i < lines.Length; i++)
        {
            if (lines[i].Trim().Length > 0)
            {
                WeightEntry entry = ParseEntry(lines[i]) ?? throw new FormatException($"{Line(i)}: '{lines[i]}' is no tensor; write it as 'F32 [8, 1, 5, 5] NAME'.");
                entries.Add(names.Add(entry.Name) ? entry : throw new FormatException($"{Line(i)}: The tensor '{entry.Name}' is listed twice."));
            }
        }

        return new WeightManifest(lines[1].Substring("hash ".Length), entries.ToArray());
    }

    private static WeightEntry? ParseEntry(string line)
    {
        int bracket = line.IndexOf(" [", StringComparison.Ordinal), end = line.IndexOf("] ", StringComparison.Ordinal);
        if (bracket < 1 || end < bracket
            || !TypeText.TrySplitList(line.Substring(bracket + 1, end - bracket), out string[] items)
            || !TextEscape.TryUnescape(line.Substring(end + 2), out string name))
        {
            return null;
        }

        var extents = new long[items.Length];
        for (int axis = 0; axis < extents.Length; axis++)
        {
            if (!long.TryParse(items[axis], NumberStyles.None, CultureInfo.InvariantCulture, out extents[axis]))
            {
                return null;
            }
        }

        return new WeightEntry(name, line.Substring(0, bracket), extents);
    }

    private static string Line(int index) => "Line " + (index + 1).ToString(CultureInfo.InvariantCulture);
}

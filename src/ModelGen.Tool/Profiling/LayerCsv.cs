using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace ModelGen.Tool.Profiling;

/// <summary>Writes the layers as comma-separated values (RFC 4180), numbers without grouping, energies in picojoules.</summary>
internal static class LayerCsv
{
    public static void Write(TextWriter writer, ProfileView view)
    {
        string[] memories = [.. view.Machine.Memories.Select(m => m.Name)];
        Line(writer,
        [
            "layer", "file", "line", "begin", "end", "cycles", "macs", "mac_slots",
            .. memories.Select(m => $"read_{m}_bytes"), .. memories.Select(m => $"written_{m}_bytes"), "compressed_bytes", "decoded_bytes",
            .. view.EnergyParts.Select(p => $"energy_{p.Replace(' ', '_')}_pj"), "bound_by", "advice",
        ]);
        foreach (LayerView layer in view.Layers)
        {
            Line(writer,
            [
                layer.Name, layer.File, .. new[] { layer.Line, layer.Begin, layer.End, layer.Cycles, layer.Macs, layer.Slots }.Concat(layer.Read).Concat(layer.Written).Concat([layer.Compressed, layer.Decoded]).Select(Text),
                .. layer.Energy.Select(Text), layer.Bound, layer.Advice,
            ]);
        }
    }

    private static string Text<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);

    private static void Line(TextWriter writer, IEnumerable<string> cells) =>
        writer.Write(string.Join(",", cells.Select(Quoted)) + "\r\n");

    private static string Quoted(string cell) => cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

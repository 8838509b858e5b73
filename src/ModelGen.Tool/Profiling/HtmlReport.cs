using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using ModelGen.Npu;

namespace ModelGen.Tool.Profiling;

/// <summary>Writes a timed run as a page.</summary>
internal static class HtmlReport
{
    public static void Write(TextWriter writer, ProfileView view) => HtmlPage.Write(
        writer, "report.html", $"{view.Model} on {view.Machine.Name}", json => Data(json, view),
        "format", "tip", "bars", "view", "timeline", "memory", "layers", "roofline", "energy", "main", "theme");

    /// <summary>The data in columns.</summary>
    private static void Data(Utf8JsonWriter json, ProfileView view)
    {
        NpuMachine machine = view.Machine;
        json.WriteString("model", view.Model);
        json.WriteString("machine", machine.Name);
        json.WriteNumber("clockHertz", machine.ClockHertz);
        json.WriteNumber("cycles", view.Cycles);
        json.WriteNumber("inferences", view.Inferences);
        json.WriteNumber("macsPerCycle", machine.Array.MacsPerCycle * machine.Cores);
        json.WriteNumber("externalBytesPerCycle", machine.Memories.Sum(m => (double)m.BytesPerSecond) / machine.ClockHertz);
        Rows(json, "reasons", view.Reasons, reason =>
        {
            json.WriteString("name", reason.Name);
            json.WriteBoolean("waits", reason.Waits);
        });
        Rows(json, "lanes", view.Lanes, lane =>
        {
            json.WriteString("name", lane.Name);
            Column(json, "cycles", lane.Cycles);
        });
        Rows(json, "layers", view.Layers, layer => Layer(json, layer));
        json.WriteStartObject("spans");
        Column(json, "lane", view.Spans.Select(s => (long)s.Lane));
        Column(json, "layer", view.Spans.Select(s => (long)s.Layer));
        Column(json, "code", view.Spans.Select(s => (long)s.Code));
        Column(json, "begin", view.Spans.Select(s => s.Begin));
        Column(json, "end", view.Spans.Select(s => s.End));
        Column(json, "firstPart", view.Spans.Select(s => (long)s.FirstPart));
        Column(json, "parts", view.Spans.Select(s => (long)s.Parts));
        json.WriteEndObject();
        json.WriteStartObject("parts");
        Column(json, "reason", view.Parts.Select(p => (long)p.Reason));
        Column(json, "cycles", view.Parts.Select(p => p.Cycles));
        json.WriteEndObject();
        Column(json, "listing", view.Listing);
        Rows(json, "spaces", view.Spaces, space => Space(json, space));
        Column(json, "energyParts", view.EnergyParts);
        Column(json, "energy", view.Energy);
        json.WriteStartArray("facts");
        foreach ((string name, string value) in MachineFacts.Of(machine))
        {
            json.WriteStartArray();
            json.WriteStringValue(name);
            json.WriteStringValue(value);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void Layer(Utf8JsonWriter json, LayerView layer)
    {
        json.WriteString("name", layer.Name);
        json.WriteString("file", layer.File);
        json.WriteNumber("line", layer.Line);
        json.WriteNumber("begin", layer.Begin);
        json.WriteNumber("end", layer.End);
        json.WriteNumber("cycles", layer.Cycles);
        json.WriteNumber("macs", layer.Macs);
        json.WriteNumber("slots", layer.Slots);
        Column(json, "read", layer.Read);
        Column(json, "written", layer.Written);
        json.WriteNumber("compressed", layer.Compressed);
        json.WriteNumber("decoded", layer.Decoded);
        Column(json, "energy", layer.Energy);
        json.WriteString("bound", layer.Bound);
        json.WriteString("advice", layer.Advice);
    }

    private static void Space(Utf8JsonWriter json, SpaceView space)
    {
        json.WriteString("name", space.Name);
        json.WriteNumber("bytes", space.Bytes);
        json.WriteNumber("used", space.Used);
        Column(json, "address", space.Blocks.Select(b => b.Address));
        Column(json, "size", space.Blocks.Select(b => b.Size));
        Column(json, "begin", space.Blocks.Select(b => b.Begin));
        Column(json, "end", space.Blocks.Select(b => b.End));
        Column(json, "layer", space.Blocks.Select(b => (long)b.Layer));
        Column(json, "code", space.Blocks.Select(b => (long)b.Code));
    }

    private static void Rows<T>(Utf8JsonWriter json, string name, IEnumerable<T> rows, Action<T> members)
    {
        json.WriteStartArray(name);
        foreach (T row in rows)
        {
            json.WriteStartObject();
            members(row);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Column(Utf8JsonWriter json, string name, IEnumerable<long> values) => Column(json, name, values, json.WriteNumberValue);

    private static void Column(Utf8JsonWriter json, string name, IEnumerable<double> values) => Column(json, name, values, json.WriteNumberValue);

    private static void Column(Utf8JsonWriter json, string name, IEnumerable<string> values) => Column(json, name, values, json.WriteStringValue);

    private static void Column<T>(Utf8JsonWriter json, string name, IEnumerable<T> values, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (T value in values)
        {
            write(value);
        }

        json.WriteEndArray();
    }
}

using System.IO;
using System.Text.Json;

namespace ModelGen.Tool.Profiling;

/// <summary>Writes a timeline in the trace event format of Chrome, which Perfetto opens: complete events, in microseconds.</summary>
internal static class ChromeTrace
{
    public static void Write(Stream stream, ProfileView view)
    {
        using var json = new Utf8JsonWriter(stream);
        double microseconds = 1e6 / view.Machine.ClockHertz;
        json.WriteStartObject();
        json.WriteString("displayTimeUnit", "ns");
        json.WriteStartArray("traceEvents");
        Name(json, "process_name", 0, $"{view.Model} on {view.Machine.Name}");
        for (int lane = 0; lane < view.Lanes.Count; lane++)
        {
            Name(json, "thread_name", lane + 1, view.Lanes[lane].Name);
        }

        Name(json, "thread_name", view.Lanes.Count + 1, "layers");
        for (int i = 0; i < view.Layers.Count; i++)
        {
            LayerView layer = view.Layers[i];
            Event(json, layer.Name, view.Lanes.Count + 1, layer.Begin * microseconds, layer.Cycles * microseconds);
            json.WriteString("bound by", layer.Bound);
            json.WriteNumber("cycles", layer.Cycles);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        foreach (SpanView span in view.Spans)
        {
            string text = view.Listing[span.Code];
            Event(json, text.Split(' ')[0], span.Lane + 1, span.Begin * microseconds, (span.End - span.Begin) * microseconds);
            json.WriteString("instruction", text);
            json.WriteString("layer", span.Layer < 0 ? "" : view.Layers[span.Layer].Name);
            json.WriteNumber("begin", span.Begin);
            json.WriteNumber("cycles", span.End - span.Begin);
            for (int i = span.FirstPart; i < span.FirstPart + span.Parts; i++)
            {
                json.WriteNumber(view.Reasons[view.Parts[i].Reason].Name, view.Parts[i].Cycles);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Name(Utf8JsonWriter json, string what, int thread, string name)
    {
        json.WriteStartObject();
        json.WriteString("ph", "M");
        json.WriteString("name", what);
        json.WriteNumber("pid", 1);
        json.WriteNumber("tid", thread);
        json.WriteStartObject("args");
        json.WriteString("name", name);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Begins an event and its arguments.</summary>
    private static void Event(Utf8JsonWriter json, string name, int thread, double begin, double duration)
    {
        json.WriteStartObject();
        json.WriteString("ph", "X");
        json.WriteString("name", name);
        json.WriteNumber("pid", 1);
        json.WriteNumber("tid", thread);
        json.WriteNumber("ts", begin);
        json.WriteNumber("dur", duration);
        json.WriteStartObject("args");
    }
}

using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace ModelGen.Tool.Profiling;

/// <summary>Writes a model on several machines as a page of bars.</summary>
internal static class ComparisonPage
{
    public static void Write(TextWriter writer, string model, IReadOnlyList<Comparison> rows) => HtmlPage.Write(
        writer, "comparison.html", $"{model} on {rows.Count} machines", json =>
        {
            json.WriteString("model", model);
            json.WriteStartArray("rows");
            foreach (Comparison row in rows)
            {
                json.WriteStartObject();
                json.WriteString("machine", row.Machine.Name);
                json.WriteString("description", string.Join("\n", MachineFacts.Of(row.Machine).Select(f => $"{f.Name}: {f.Value}")));
                if (row.Failure is not null)
                {
                    json.WriteString("failure", row.Failure);
                }

                json.WriteNumber("cycles", row.Cycles);
                json.WriteNumber("seconds", row.Seconds);
                json.WriteNumber("throughput", row.Throughput);
                json.WriteNumber("utilization", row.Utilization);
                json.WriteNumber("picojoules", row.Picojoules);
                json.WriteNumber("bytes", row.Bytes);
                json.WriteNumber("host", row.HostOperations);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        },
        "format", "tip", "comparison", "theme");
}

using System;
using System.Buffers;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;
using System.Text.Json;

namespace ModelGen.Tool.Profiling;

/// <summary>Writes pages that need nothing beside themselves: their style, scripts and data are inside.</summary>
internal static class HtmlPage
{
    /// <summary>Writes a page.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="template">The page with places for the rest.</param>
    /// <param name="title">Its title.</param>
    /// <param name="data">Writes what the scripts call <c>report</c>.</param>
    /// <param name="scripts">The scripts in the order in which they use each other.</param>
    public static void Write(TextWriter writer, string template, string title, Action<Utf8JsonWriter> data, params string[] scripts)
    {
        string page = Resource(template);
        foreach ((string place, string text) in new (string, string)[]
        {
            ("%TITLE%", WebUtility.HtmlEncode(title)),
            ("%STYLE%", Resource("report.css")),
            ("%DATA%", Json(data)),
            ("%SCRIPT%", string.Concat(scripts.Select(s => Resource(s + ".js")))),
        })
        {
            int at = page.IndexOf(place, StringComparison.Ordinal);
            writer.Write(page.AsSpan(0, at));
            writer.Write(text);
            page = page[(at + place.Length)..];
        }

        writer.Write(page);
    }

    private static string Resource(string name)
    {
        using Stream stream = typeof(HtmlPage).Assembly.GetManifestResourceStream("Report/" + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>JSON in which no character can end the script that holds it: the encoder escapes angle brackets.</summary>
    private static string Json(Action<Utf8JsonWriter> data)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            data(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}

using System;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>Text of several lines as a raw string literal.</summary>
internal static class RawString
{
    /// <summary>Writes <c>declaration """…""";</c>, with as many quotes as the text needs.</summary>
    public static void Write(SourceWriter writer, string declaration, string text)
    {
        int longest = 0, run = 0;
        foreach (char character in text)
        {
            run = character == '"' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        var quotes = new string('"', Math.Max(3, longest + 1));
        writer.Line($"{declaration} {quotes}");
        writer.Indent();
        foreach (string line in text.TrimEnd('\n').Split('\n'))
        {
            writer.Line(line);
        }

        writer.Line(quotes + ";");
        writer.Unindent();
    }
}

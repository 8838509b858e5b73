using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace ModelGen.Npu;

/// <summary>A word or quoted text of a line, and where it begins.</summary>
internal readonly record struct AssemblyToken(string Text, bool Quoted, int Line, int Column)
{
    public NpuProgramException Error(string message) => new($"Line {MemberText.Number(Line)}, column {MemberText.Number(Column)}: {message}");
}

/// <summary>Divides lines into tokens: words between spaces, and texts in double quotation marks. A semicolon begins a comment.</summary>
internal static class AssemblyScanner
{
    public static IEnumerable<List<AssemblyToken>> Lines(string text)
    {
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            List<AssemblyToken> tokens = Scan(lines[i].TrimEnd('\r'), i + 1);
            if (tokens.Count > 0)
            {
                yield return tokens;
            }
        }
    }

    public static string Quote(string value)
    {
        var text = new StringBuilder("\"");
        foreach (char c in value)
        {
            if (c is '"' or '\\')
            {
                text.Append('\\').Append(c);
            }
            else if (c < ' ' || char.IsSurrogate(c))
            {
                text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                text.Append(c);
            }
        }

        return text.Append('"').ToString();
    }

    private static List<AssemblyToken> Scan(string line, int number)
    {
        var tokens = new List<AssemblyToken>();
        int position = 0;
        while (position < line.Length && line[position] != ';')
        {
            int start = position;
            if (line[position] is ' ' or '\t')
            {
                position++;
            }
            else if (line[position] == '"')
            {
                tokens.Add(new AssemblyToken(Unquote(line, number, ref position), true, number, start + 1));
            }
            else
            {
                while (position < line.Length && line[position] is not (' ' or '\t' or ';' or '"'))
                {
                    position++;
                }

                tokens.Add(new AssemblyToken(line.Substring(start, position - start), false, number, start + 1));
            }
        }

        return tokens;
    }

    private static string Unquote(string line, int number, ref int position)
    {
        var open = new AssemblyToken("", true, number, position + 1);
        var value = new StringBuilder();
        for (position++; position < line.Length && line[position] != '"'; position++)
        {
            if (line[position] != '\\')
            {
                value.Append(line[position]);
            }
            else if (position + 1 < line.Length && line[position + 1] is '"' or '\\')
            {
                value.Append(line[++position]);
            }
            else if (position + 5 < line.Length && line[position + 1] == 'u'
                && ushort.TryParse(line.Substring(position + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
            {
                value.Append((char)code);
                position += 5;
            }
            else
            {
                throw (open with { Column = position + 1 }).Error("A text has an unknown escape; write a backslash as \\\\.");
            }
        }

        if (position == line.Length)
        {
            throw open.Error("A text has no end; close it with a double quotation mark.");
        }

        position++;
        string read = value.ToString();
        for (int i = 0; i < read.Length; i++)
        {
            bool pair = char.IsHighSurrogate(read[i]) && i + 1 < read.Length && char.IsLowSurrogate(read[i + 1]);
            if (!pair && char.IsSurrogate(read[i]))
            {
                throw open.Error($"A text has the half of a surrogate pair U+{(int)read[i]:X4}, which is no character.");
            }

            i += pair ? 1 : 0;
        }

        return read;
    }
}

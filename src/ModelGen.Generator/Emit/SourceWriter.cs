using System;
using System.Text;

namespace ModelGen.Generator.Emit;

/// <summary>Writes indented C# with line feeds only, so that the text is the same on every system.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder text = new();
    private int depth;
    private bool atBlockStart = true;

    /// <summary>The characters written so far.</summary>
    public int Length => text.Length;

    /// <summary>Writes one line at the current indentation, or several when <paramref name="line"/> holds line feeds. Spaces at the end are dropped.</summary>
    public SourceWriter Line(string line)
    {
        int start = 0;
        while (true)
        {
            int end = line.IndexOf('\n', start);
            int length = (end < 0 ? line.Length : end) - start;
            while (length > 0 && (line[start + length - 1] is '\r' or ' '))
            {
                length--;
            }

            if (length > 0)
            {
                text.Append(' ', 4 * depth).Append(line, start, length);
            }

            text.Append('\n');
            atBlockStart = false;
            if (end < 0)
            {
                return this;
            }

            start = end + 1;
        }
    }

    /// <summary>Writes an empty line.</summary>
    public SourceWriter Line()
    {
        text.Append('\n');
        return this;
    }

    /// <summary>Writes an empty line, except at the start of a block: what separates members.</summary>
    public SourceWriter Separate() => atBlockStart ? this : Line();

    /// <summary>Writes a line that the indentation does not apply to: a preprocessor directive or a line of a raw string.</summary>
    public SourceWriter Verbatim(string line)
    {
        text.Append(line).Append('\n');
        atBlockStart = false;
        return this;
    }

    /// <summary>Writes a documentation comment. <paramref name="summary"/> is XML; each of its lines becomes one of the comment.</summary>
    public SourceWriter Documentation(string summary)
    {
        foreach (string line in summary.Split('\n'))
        {
            Line(line.Length == 0 ? "///" : "/// " + line);
        }

        return this;
    }

    /// <summary>Opens a block under a header: <c>header</c>, <c>{</c>, deeper indentation.</summary>
    public SourceWriter Open(string header)
    {
        Line(header);
        return Open();
    }

    /// <summary>Opens a block without a header.</summary>
    public SourceWriter Open()
    {
        Line("{");
        depth++;
        atBlockStart = true;
        return this;
    }

    /// <summary>Closes the innermost block; <paramref name="suffix"/> follows the brace.</summary>
    public SourceWriter Close(string suffix = "")
    {
        depth--;
        return Line("}" + suffix);
    }

    /// <summary>Closes every block that was opened since the depth was <paramref name="outer"/>.</summary>
    public void CloseTo(int outer)
    {
        while (depth > outer)
        {
            Close();
        }
    }

    /// <summary>The number of open blocks.</summary>
    public int Depth => depth;

    /// <summary>Opens a block that closes on disposal.</summary>
    public Block Scope(string header)
    {
        Open(header);
        return new Block(this);
    }

    /// <summary>Deepens the indentation by one step without a brace, for continued lines.</summary>
    public void Indent() => depth++;

    /// <summary>Undoes <see cref="Indent"/>.</summary>
    public void Unindent() => depth--;

    /// <summary>The text written so far.</summary>
    public override string ToString() => text.ToString();

    /// <summary>A block that is closed by disposal.</summary>
    public readonly struct Block(SourceWriter writer) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => writer.Close();
    }
}

using System;
using System.Globalization;

namespace ModelGen.IR.Text;

/// <summary>Reads one line of graph text from left to right.</summary>
internal sealed class LineScanner(string line)
{
    private int position;

    /// <summary>Whether nothing but blanks is left.</summary>
    public bool IsAtEnd
    {
        get
        {
            SkipBlanks();
            return position == line.Length;
        }
    }

    /// <summary>Takes <paramref name="token"/> when it comes next.</summary>
    public bool TryTake(string token)
    {
        SkipBlanks();
        if (string.CompareOrdinal(line, position, token, 0, token.Length) != 0)
        {
            return false;
        }

        position += token.Length;
        return true;
    }

    /// <summary>Takes <paramref name="token"/>.</summary>
    /// <exception cref="FormatException">Something else comes next.</exception>
    public void Take(string token)
    {
        if (!TryTake(token))
        {
            throw new FormatException($"'{token}' is expected at column {Column}.");
        }
    }

    /// <summary>Takes a name of letters, digits and underscores.</summary>
    /// <exception cref="FormatException">Something else comes next.</exception>
    public string TakeName()
    {
        SkipBlanks();
        int start = position;
        while (position < line.Length && (char.IsLetterOrDigit(line[position]) || line[position] == '_'))
        {
            position++;
        }

        return position > start ? line.Substring(start, position - start) : throw new FormatException($"A name is expected at column {Column}.");
    }

    /// <summary>Takes the id of a node, as in <c>%3</c>.</summary>
    /// <exception cref="FormatException">Something else comes next.</exception>
    public int TakeReference()
    {
        string column = Column;
        return ParseReference(TakeUntilAny(",)= ")) ?? throw new FormatException($"The id of a node, such as %3, is expected at column {column}.");
    }

    /// <summary>Takes everything up to one of <paramref name="ends"/> that is not inside brackets, braces, parentheses or quotation marks.</summary>
    /// <exception cref="FormatException">A bracket or quotation mark is left open.</exception>
    public string TakeUntilAny(string ends)
    {
        SkipBlanks();
        int start = position, depth = 0;
        bool quoted = false;
        for (; position < line.Length; position++)
        {
            char c = line[position];
            if (quoted)
            {
                position += c == '\\' ? 1 : 0;
                quoted = c != '"';
            }
            else if (depth == 0 && ends.IndexOf(c) >= 0)
            {
                break;
            }
            else
            {
                quoted = c == '"';
                depth += c is '(' or '[' or '{' ? 1 : c is ')' or ']' or '}' ? -1 : 0;
            }
        }

        position = Math.Min(position, line.Length);
        return !quoted && depth == 0
            ? line.Substring(start, position - start).Trim()
            : throw new FormatException("A bracket or quotation mark is not closed.");
    }

    /// <summary>Takes the rest of the line as it stands.</summary>
    public string TakeRest()
    {
        string rest = line.Substring(position);
        position = line.Length;
        return rest;
    }

    /// <summary>The number behind a percent sign, or null.</summary>
    public static int? ParseReference(string text) =>
        text.Length > 1 && text[0] == '%' && int.TryParse(text.Substring(1), NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : null;

    private string Column => (position + 1).ToString(CultureInfo.InvariantCulture);

    private void SkipBlanks()
    {
        while (position < line.Length && line[position] == ' ')
        {
            position++;
        }
    }
}

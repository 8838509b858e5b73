using System;

namespace ModelGen.Json;

/// <summary>A text in JSON is malformed, or is not what its reader expects.</summary>
public sealed class JsonFormatException : FormatException
{
    internal JsonFormatException(string reason, int position, int line, int column)
        : base(FormattableString.Invariant($"Line {line}, column {column}: {reason}"))
    {
        Reason = reason;
        Position = position;
        Line = line;
        Column = column;
    }

    /// <summary>What is wrong and what to do, without the place.</summary>
    public string Reason { get; }

    /// <summary>The place as the number of characters before it.</summary>
    public int Position { get; }

    /// <summary>The line, counted from 1; only line feeds end lines.</summary>
    public int Line { get; }

    /// <summary>The column, counted from 1, in characters of UTF-16.</summary>
    public int Column { get; }
}

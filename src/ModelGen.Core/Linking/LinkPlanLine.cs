using System;
using System.Globalization;

namespace ModelGen.Linking;

/// <summary>Reads one line of a link plan from left to right.</summary>
internal sealed class LinkPlanLine(string line)
{
    private int position;

    /// <summary>Whether nothing is left.</summary>
    public bool IsAtEnd => position == line.Length;

    /// <summary>Takes <paramref name="token"/> if it comes next.</summary>
    public bool TryTake(string token)
    {
        if (string.CompareOrdinal(line, position, token, 0, token.Length) != 0)
        {
            return false;
        }

        position += token.Length;
        return true;
    }

    /// <summary>Takes <paramref name="token"/>, which comes next.</summary>
    /// <exception cref="FormatException">It does not.</exception>
    public void Take(string token)
    {
        if (!TryTake(token))
        {
            throw Malformed();
        }
    }

    /// <summary>Takes an integer, which comes next.</summary>
    /// <exception cref="FormatException">It does not, or it does not fit 32 bits.</exception>
    public int TakeNumber()
    {
        int start = position;
        while (position < line.Length && (line[position] is >= '0' and <= '9' || (line[position] == '-' && position == start)))
        {
            position++;
        }

        return int.TryParse(line.Substring(start, position - start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            ? value
            : throw Malformed();
    }

    /// <summary>Nothing is left.</summary>
    /// <exception cref="FormatException">Something is.</exception>
    public void ExpectEnd()
    {
        if (!IsAtEnd)
        {
            throw Malformed();
        }
    }

    /// <summary>What is thrown where the line is malformed.</summary>
    public FormatException Malformed() => new($"The link plan has the malformed line '{line}'.");
}

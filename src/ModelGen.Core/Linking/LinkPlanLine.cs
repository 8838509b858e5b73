using System;
using System.Globalization;

namespace ModelGen.Linking;

/// <summary>Reads one line of a link plan from left to right.</summary>
internal sealed class LinkPlanLine(string line)
{
    private int position;

    /// <summary>How often a character occurs in what is left.</summary>
    public int Count(char wanted)
    {
        int count = 0;
        for (int i = position; i < line.Length; i++)
        {
            count += line[i] == wanted ? 1 : 0;
        }

        return count;
    }

    /// <summary>Takes <paramref name="token"/>, which comes next.</summary>
    /// <exception cref="FormatException">It does not.</exception>
    public void Take(string token)
    {
        if (string.CompareOrdinal(line, position, token, 0, token.Length) != 0)
        {
            throw Malformed();
        }

        position += token.Length;
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
        if (position < line.Length)
        {
            throw Malformed();
        }
    }

    private FormatException Malformed() => new($"The link plan has the malformed line '{line}'.");
}

using System;
using System.Globalization;
using System.Text;

namespace ModelGen.Json;

/// <summary>
/// Reads JSON (RFC 8259) token by token, strictly: no comments, no trailing commas. The caller knows what comes next and says so, so that
/// nesting is the caller's and every error has a place.
/// </summary>
internal sealed class JsonScanner(string text)
{
    private int position;
    private int tokenStart;

    /// <summary>Where the token begins that was read last.</summary>
    public int Place => tokenStart;

    /// <summary>An error at the token that was read last.</summary>
    public JsonFormatException Error(string message) => ErrorAt(tokenStart, message);

    /// <summary>An error at a place.</summary>
    public JsonFormatException ErrorAt(int place, string message)
    {
        int line = 1, lineStart = 0;
        for (int i = 0; i < place; i++)
        {
            if (text[i] == '\n')
            {
                line++;
                lineStart = i + 1;
            }
        }

        string end = place == text.Length ? " The text ends here." : "";
        return new JsonFormatException(message + end, place, line, place - lineStart + 1);
    }

    /// <summary>Reads an object; <paramref name="member"/> is called for each member with its name, and must read its value.</summary>
    /// <param name="what">The object, for messages.</param>
    /// <param name="member">Reads the value of a member.</param>
    public void ReadObject(string what, Action<string> member)
    {
        Require('{', what + " is not an object; write it as { … }.");
        if (TryRead('}'))
        {
            return;
        }

        do
        {
            string name = ReadString("A name in " + what);
            int nameStart = tokenStart;
            Require(':', $"There is no ':' after \"{name}\".");
            tokenStart = nameStart;
            member(name);
        }
        while (TryRead(','));
        Require('}', $"There is no ',' or '}}' after a value in {what}.");
    }

    /// <summary>Reads an array; <paramref name="element"/> is called for each element and must read it.</summary>
    /// <param name="what">The array, for messages.</param>
    /// <param name="element">Reads an element.</param>
    public void ReadArray(string what, Action element)
    {
        Require('[', what + " is not an array; write it as [ … ].");
        if (TryRead(']'))
        {
            return;
        }

        do
        {
            element();
        }
        while (TryRead(','));
        Require(']', $"There is no ',' or ']' after an element of {what}.");
    }

    /// <summary>Reads a string of valid text.</summary>
    public string ReadString(string what)
    {
        Require('"', what + " is not a string; write it in double quotation marks.");
        int start = tokenStart;
        var value = new StringBuilder();
        while (true)
        {
            if (position == text.Length || text[position] is '\n' or '\r')
            {
                throw ErrorAt(start, what + " is a string without an end; close it with a double quotation mark.");
            }

            char c = text[position++];
            if (c == '"')
            {
                break;
            }

            if (c < ' ')
            {
                throw ErrorAt(position - 1, $"A string has the control character U+{(int)c:X4}; write it as \\u{(int)c:x4}.");
            }

            value.Append(c == '\\' ? ReadEscape() : c);
        }

        string read = value.ToString();
        if (LoneSurrogate(read) is { } lone)
        {
            throw ErrorAt(start, $"{what} has the half of a surrogate pair U+{(int)lone:X4}, which is no character.");
        }

        return read;
    }

    /// <summary>Reads a number as a single.</summary>
    /// <exception cref="JsonFormatException">It is not a number, or beyond the range of singles.</exception>
    public float ReadFloat(string what)
    {
        string number = ReadNumber(what);
        return float.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && !float.IsInfinity(value)
            ? value
            : throw Error($"{what} is {number}, which is beyond the range of single precision.");
    }

    /// <summary>Reads an integer of 32 bits.</summary>
    public int ReadInteger(string what)
    {
        string number = ReadNumber(what);
        return int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            ? value
            : throw Error($"{what} is {number}, which is no integer of 32 bits.");
    }

    /// <summary>Reads a number in double precision.</summary>
    /// <exception cref="FormatException">It is not a number, or beyond the range of doubles.</exception>
    public double ReadDouble(string what)
    {
        string number = ReadNumber(what);
        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && !double.IsInfinity(value)
            ? value
            : throw Error($"{what} is {number}, which is beyond the range of double precision.");
    }

    /// <summary>Reads true or false.</summary>
    public bool ReadBoolean(string what)
    {
        SkipWhiteSpace();
        tokenStart = position;
        foreach (string word in new[] { "true", "false" })
        {
            if (string.CompareOrdinal(text, position, word, 0, word.Length) == 0)
            {
                position += word.Length;
                return word == "true";
            }
        }

        throw Error(what + " is neither true nor false.");
    }

    /// <summary>Requires that nothing but white space follows.</summary>
    public void RequireEnd()
    {
        SkipWhiteSpace();
        if (position < text.Length)
        {
            throw ErrorAt(position, $"There is more text after the end, from '{text[position]}' on; remove it.");
        }
    }

    private string ReadNumber(string what)
    {
        SkipWhiteSpace();
        tokenStart = position;
        int end = position;
        Skip(ref end, c => c is '-', 1);
        int integer = end;
        Skip(ref end, IsDigit);
        bool valid = end > integer && (text[integer] != '0' || end == integer + 1);
        if (valid && end < text.Length && text[end] == '.')
        {
            int fraction = ++end;
            Skip(ref end, IsDigit);
            valid = end > fraction;
        }

        if (valid && end < text.Length && text[end] is 'e' or 'E')
        {
            end++;
            Skip(ref end, c => c is '+' or '-', 1);
            int exponent = end;
            Skip(ref end, IsDigit);
            valid = end > exponent;
        }

        if (!valid)
        {
            throw Error(what + " is not a number; write it as -12.5 or 1e-3.");
        }

        position = end;
        return text.Substring(tokenStart, end - tokenStart);
    }

    private void Skip(ref int end, Func<char, bool> matches, int most = int.MaxValue)
    {
        for (; most > 0 && end < text.Length && matches(text[end]); most--)
        {
            end++;
        }
    }

    private char ReadEscape()
    {
        int start = position - 1;
        char c = position < text.Length ? text[position++] : '\0';
        switch (c)
        {
            case '"' or '\\' or '/':
                return c;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u' when text.Length - position >= 4
                && ushort.TryParse(text.Substring(position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code):
                position += 4;
                return (char)code;
            default:
                throw ErrorAt(start, "A string has an unknown escape; write a backslash as \\\\.");
        }
    }

    private void Require(char wanted, string otherwise)
    {
        if (!TryRead(wanted))
        {
            throw Error(otherwise);
        }
    }

    private bool TryRead(char wanted)
    {
        SkipWhiteSpace();
        tokenStart = position;
        if (position == text.Length || text[position] != wanted)
        {
            return false;
        }

        position++;
        return true;
    }

    private void SkipWhiteSpace()
    {
        while (position < text.Length && text[position] is ' ' or '\t' or '\n' or '\r')
        {
            position++;
        }
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static char? LoneSurrogate(string value)
    {
        for (int i = 0; i < value.Length; i++)
        {
            if (char.IsHighSurrogate(value[i]) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(value[i]))
            {
                return value[i];
            }
        }

        return null;
    }
}

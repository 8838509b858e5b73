using System.Text;

namespace ModelGen.IR.Text;

/// <summary>Keeps names on one line of graph text.</summary>
internal static class TextEscape
{
    /// <summary>With backslashes and line ends escaped.</summary>
    public static string Bare(string value) => value.Replace("\\", "\\\\").Replace("\n", "\\n").Replace("\r", "\\r");

    /// <summary>As <see cref="Bare"/>, in quotation marks, those inside escaped.</summary>
    public static string Quote(string value) => "\"" + Bare(value).Replace("\"", "\\\"") + "\"";

    /// <summary>The inverse of <see cref="Bare"/>; false for an unknown or cut off escape.</summary>
    public static bool TryUnescape(string text, out string value)
    {
        var builder = new StringBuilder(text.Length);
        value = "";
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                builder.Append(text[i]);
                continue;
            }

            i++;
            char escaped = i < text.Length ? text[i] : '\0';
            if (escaped is not ('\\' or '"' or 'n' or 'r'))
            {
                return false;
            }

            builder.Append(escaped switch { 'n' => '\n', 'r' => '\r', _ => escaped });
        }

        value = builder.ToString();
        return true;
    }

    /// <summary>The inverse of <see cref="Quote"/>.</summary>
    public static bool TryUnquote(string text, out string value)
    {
        value = "";
        return text.Length >= 2 && text[0] == '"' && text[text.Length - 1] == '"' && TryUnescape(text.Substring(1, text.Length - 2), out value);
    }
}

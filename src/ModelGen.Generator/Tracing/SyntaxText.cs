using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace ModelGen.Generator.Tracing;

/// <summary>Code as it is quoted in messages.</summary>
internal static class SyntaxText
{
    private const int Longest = 60;

    /// <summary>The code on one line, shortened.</summary>
    public static string Of(SyntaxNode syntax)
    {
        string text = Regex.Replace(syntax.ToString(), @"\s+", " ");
        return text.Length <= Longest ? text : text.Substring(0, Longest - 1) + "…";
    }
}

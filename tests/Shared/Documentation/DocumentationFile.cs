using System;
using System.IO;

namespace ModelGen.Tests;

/// <summary>A file below docs/ with generated text in it.</summary>
internal static class DocumentationFile
{
    private const string Begin = "<!-- generated: begin -->\n", End = "<!-- generated: end -->";

    /// <summary>
    /// Holds the part of the file between its two marks to be the given text. With MODELGEN_UPDATE_DOCS=1 in the environment the file is
    /// brought up to date instead.
    /// </summary>
    public static void Check(string name, string generated)
    {
        string path = Path.Combine(Root(), "docs", name);
        string text = File.ReadAllText(path).ReplaceLineEndings("\n");
        int begin = text.IndexOf(Begin, StringComparison.Ordinal), end = text.IndexOf(End, StringComparison.Ordinal);
        Assert.True(begin >= 0 && end > begin, $"{path} has no lines '{Begin.TrimEnd()}' and '{End}'.");
        if (Environment.GetEnvironmentVariable("MODELGEN_UPDATE_DOCS") == "1")
        {
            File.WriteAllText(path, text[..(begin + Begin.Length)] + generated + text[end..]);
            return;
        }

        Assert.True(
            generated == text[(begin + Begin.Length)..end],
            $"docs/{name} is out of date. Run this test with MODELGEN_UPDATE_DOCS=1 and commit the file.");
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ModelGen.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside of the repository.");
    }
}

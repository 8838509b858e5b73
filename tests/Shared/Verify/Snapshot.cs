using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace VerifyTests;

/// <summary>The files of a snapshot, and how a difference is shown.</summary>
internal static class Snapshot
{
    private const int Context = 3;
    private const int MostLines = 120;

    public static async Task Compare(string target, string extension, VerifySettings settings, string sourceFile, string member)
    {
        string name = Path.GetFileNameWithoutExtension(sourceFile) + "." + member + (settings.ParametersText is { } text ? "_" + text : "");
        string folder = Path.GetDirectoryName(sourceFile)!;
        string verified = Path.Combine(folder, $"{name}.verified.{extension}"), received = Path.Combine(folder, $"{name}.received.{extension}");
        if (!Directory.Exists(folder))
        {
            throw new VerifyException($"The folder of the test, {folder}, is not there. Build its project where it is, with Verify.props imported.");
        }

        string actual = Normalise(target);
        if (!File.Exists(verified))
        {
            await File.WriteAllTextAsync(received, actual);
            throw new VerifyException($"There is no snapshot yet. Look at {received} and rename it to {Path.GetFileName(verified)}.");
        }

        string expected = Normalise(await File.ReadAllTextAsync(verified));
        if (expected == actual)
        {
            File.Delete(received);
            return;
        }

        await File.WriteAllTextAsync(received, actual);
        throw new VerifyException($"{Path.GetFileName(verified)} differs; - is the snapshot, + what was received, all of it in {received}:\n{Difference(expected, actual)}");
    }

    /// <summary>Line feeds only and none at the end: how a checkout or an editor ends lines does not matter.</summary>
    private static string Normalise(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n');

    private static string Difference(string expected, string actual)
    {
        var lines = InlineDiffBuilder.Diff(expected, actual).Lines;
        var shown = new StringBuilder();
        int last = -1, count = 0;
        for (int i = 0; i < lines.Count && count < MostLines; i++)
        {
            bool near = Enumerable.Range(Math.Max(0, i - Context), Math.Min(lines.Count, i + Context + 1) - Math.Max(0, i - Context))
                .Any(j => lines[j].Type != ChangeType.Unchanged);
            if (!near)
            {
                continue;
            }

            shown.Append(last >= 0 && last < i - 1 ? "  ⋮\n" : "");
            shown.Append(lines[i].Type switch { ChangeType.Inserted => "+ ", ChangeType.Deleted => "- ", _ => "  " }).Append(lines[i].Text).Append('\n');
            last = i;
            count++;
        }

        return shown.ToString();
    }
}

/// <summary>A snapshot differs from what was received.</summary>
public sealed class VerifyException(string message) : Exception(message);

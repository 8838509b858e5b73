using System;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelGen.Linking;

namespace ModelGen.Generator.Pipeline;

/// <summary>What the build says of one weights file.</summary>
/// <param name="Path">The weights file, relative to the project, with forward slashes.</param>
/// <param name="Manifest">Its tensors; null when they could not be read.</param>
/// <param name="Error">Why they could not be read; null when they could.</param>
internal sealed record ManifestFile(string Path, WeightManifest? Manifest, string? Error)
{
    /// <summary>The item metadata that names the weights file.</summary>
    public const string Metadata = "build_metadata.AdditionalFiles.ModelGenWeights";

    /// <summary>Reads an additional file; null when it is no weights manifest.</summary>
    public static ManifestFile? Read(AdditionalText file, AnalyzerConfigOptionsProvider options, CancellationToken cancellation)
    {
        if (!options.GetOptions(file).TryGetValue(Metadata, out string? path) || path.Length == 0)
        {
            return null;
        }

        path = EmbeddedWeights.Path(path);
        if (file.GetText(cancellation) is not { } text)
        {
            return new ManifestFile(path, null, "The file cannot be read.");
        }

        try
        {
            return new ManifestFile(path, WeightManifest.Parse(text.ToString()), null);
        }
        catch (FormatException e)
        {
            return new ManifestFile(path, null, e.Message);
        }
    }
}

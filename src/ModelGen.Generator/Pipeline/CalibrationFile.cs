using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Calibration;
using ModelGen.Generator.Diagnostics;
using ModelGen.Json;
using ModelGen.Linking;

namespace ModelGen.Generator.Pipeline;

/// <summary>One calibration file of the project.</summary>
/// <param name="Path">The file, relative to the project, with forward slashes.</param>
/// <param name="Profile">What it says; null when it is malformed.</param>
/// <param name="Error">What is wrong with it; null when nothing is.</param>
/// <param name="Place">Where in the file that is; null when it could not be read at all.</param>
internal sealed record CalibrationFile(string Path, CalibrationProfile? Profile, string? Error, SourceLocation? Place)
{
    /// <summary>The item metadata that names the file as attributes do.</summary>
    public const string Metadata = "build_metadata.AdditionalFiles.ModelGenCalibration";

    /// <summary>The path of an additional file as attributes name it, with forward slashes; null when it is no calibration file.</summary>
    public static string? FindPath(AdditionalText file, AnalyzerConfigOptionsProvider options) =>
        options.GetOptions(file).TryGetValue(Metadata, out string? path) && path.Length > 0 ? EmbeddedWeights.Path(path) : null;

    /// <summary>Reads a calibration file.</summary>
    public static CalibrationFile Read(string path, AdditionalText file, CancellationToken cancellation)
    {
        if (file.GetText(cancellation) is not { } text)
        {
            return new CalibrationFile(path, null, "The file cannot be read.", null);
        }

        try
        {
            return new CalibrationFile(path, CalibrationProfile.Parse(text.ToString()), null, null);
        }
        catch (JsonFormatException e)
        {
            var place = new LinePosition(e.Line - 1, e.Column - 1);
            return new CalibrationFile(path, null, e.Reason, new SourceLocation(file.Path, new TextSpan(e.Position, 0), new LinePositionSpan(place, place)));
        }
    }

    /// <summary>The file that a model names; null when it names none or there is no such file.</summary>
    /// <param name="calibration">The file as the attribute names it.</param>
    /// <param name="files">Those of the project.</param>
    public static CalibrationFile? Find(string? calibration, IEnumerable<CalibrationFile> files) =>
        calibration is null ? null : files.FirstOrDefault(f => f.Path == EmbeddedWeights.Path(calibration));
}

using System.Linq;
using ModelGen.Generator.Pipeline;
using ModelGen.Generator.Tracing;

namespace ModelGen.Generator.Diagnostics;

/// <summary>Finds the calibration file of a model among those of the project.</summary>
internal static class CalibrationChecker
{
    /// <summary>Why the file that a model names cannot be used; nothing for a model that names none.</summary>
    public static EquatableArray<DiagnosticInfo> Check(TraceResult trace, EquatableArray<CalibrationFile> files)
    {
        if (trace.Declaration is not { Calibration: { } calibration } declaration)
        {
            return default;
        }

        string model = declaration.Type.Name;
        return CalibrationFile.Find(calibration, files) switch
        {
            null => new[] { new DiagnosticInfo(Rules.CalibrationFileNotFound, trace.Sources.Model, new[] { calibration, Found(files), model }) },
            { Profile: null } file => new[] { new DiagnosticInfo(Rules.CalibrationMalformed, file.Place ?? trace.Sources.Model, new[] { calibration, file.Error! }) },
            { Profile: { } profile } when profile.Model != model => new[] { new DiagnosticInfo(Rules.CalibrationOfOtherModel, trace.Sources.Model, new[] { calibration, profile.Model, model }) },
            _ => EquatableArray<DiagnosticInfo>.Empty,
        };
    }

    /// <summary>The network with the calibration that it names; null where <see cref="Check"/> reports why there is none.</summary>
    public static Network? Resolve(Network network, EquatableArray<CalibrationFile> files) =>
        network.Declaration.Calibration is not { } calibration ? network
            : CalibrationFile.Find(calibration, files)?.Profile is { } profile && profile.Model == network.Declaration.Type.Name ? network with { Calibration = profile }
            : null;

    private static string Found(EquatableArray<CalibrationFile> files) =>
        files.Count == 0 ? "" : " (" + string.Join(", ", files.Select(f => $"'{f.Path}'")) + ")";
}

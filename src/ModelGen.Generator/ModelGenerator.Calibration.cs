using System.Linq;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.Pipeline;

namespace ModelGen.Generator;

/// <content>From calibration files to calibrated networks.</content>
public sealed partial class ModelGenerator
{
    /// <summary>The calibration files of the project. A file is parsed again when its text changed, not whenever options did.</summary>
    private static IncrementalValueProvider<EquatableArray<CalibrationFile>> Calibrations(IncrementalGeneratorInitializationContext context) => context.AdditionalTextsProvider
        .Combine(context.AnalyzerConfigOptionsProvider)
        .Select(static (pair, _) => (File: pair.Left, Path: CalibrationFile.FindPath(pair.Left, pair.Right)))
        .Where(static named => named.Path is not null)
        .Select(static (named, cancellation) => CalibrationFile.Read(named.Path!, named.File, cancellation))
        .WithTrackingName(TrackingNames.Calibration)
        .Collect()
        .Select(static (files, _) => new EquatableArray<CalibrationFile>([.. files]))
        .WithTrackingName(TrackingNames.Calibrations);

    private static IncrementalValuesProvider<Network> Calibrate(
        IncrementalValuesProvider<Network> networks, IncrementalValueProvider<EquatableArray<CalibrationFile>> calibrations) => networks
        .Combine(calibrations)
        .SelectMany(static (pair, _) => CalibrationChecker.Resolve(pair.Left, pair.Right) is { } network ? [network] : System.Array.Empty<Network>())
        .WithTrackingName(TrackingNames.CalibratedNetwork);
}

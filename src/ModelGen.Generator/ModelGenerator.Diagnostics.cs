using System.Linq;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.Pipeline;
using ModelGen.Generator.Tracing;

namespace ModelGen.Generator;

/// <content>Diagnostics, in streams of their own: they may move with every edit, which generated code must not notice.</content>
public sealed partial class ModelGenerator
{
    private static void RegisterDiagnostics(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<TraceResult> traces,
        IncrementalValuesProvider<ModuleResult> modules,
        IncrementalValueProvider<EquatableArray<CalibrationFile>> calibrations)
    {
        Report(context, traces.Select(static (trace, _) => trace.Diagnostics).WithTrackingName(TrackingNames.ModelDiagnostics));
        Report(context, modules.Select(static (module, _) => module.Diagnostics).WithTrackingName(TrackingNames.ModuleDiagnostics));

        IncrementalValueProvider<EquatableArray<ManifestFile>> manifests = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, cancellation) => ManifestFile.Read(pair.Left, pair.Right, cancellation))
            .Where(static manifest => manifest is not null)
            .WithTrackingName(TrackingNames.Manifest)
            .Collect()
            .Select(static (files, _) => new EquatableArray<ManifestFile>([.. files.Select(static f => f!)]))
            .WithTrackingName(TrackingNames.Manifests);
        Report(
            context,
            traces
                .Combine(manifests)
                .Select(static (pair, _) => WeightChecker.Check(pair.Left, pair.Right))
                .WithTrackingName(TrackingNames.WeightDiagnostics));
        Report(
            context,
            traces
                .Combine(calibrations)
                .Select(static (pair, _) => CalibrationChecker.Check(pair.Left, pair.Right))
                .WithTrackingName(TrackingNames.CalibrationDiagnostics));
    }

    private static void Report(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<EquatableArray<DiagnosticInfo>> diagnostics) =>
        context.RegisterSourceOutput(
            diagnostics,
            static (output, infos) =>
            {
                foreach (DiagnosticInfo info in infos)
                {
                    output.ReportDiagnostic(info.ToDiagnostic());
                }
            });
}

using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.Pipeline;
using ModelGen.Generator.Tracing;

namespace ModelGen.Generator;

/// <content>The expensive part, as an implementation output.</content>
public sealed partial class ModelGenerator
{
    private static void RegisterKernels(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<TraceResult> traces, IncrementalValuesProvider<Network> networks)
    {
        IncrementalValuesProvider<KernelSource> kernels = networks
            .Select(KernelCompiler.Compile)
            .WithTrackingName(TrackingNames.Kernels);
        context.RegisterImplementationSourceOutput(
            kernels,
            static (output, source) =>
            {
                if (source.Text is { } text)
                {
                    output.AddSource(source.Model + ".Kernels.g.cs", text);
                }
            });

        IncrementalValuesProvider<DiagnosticInfo> failures = kernels
            .Where(static source => source.Failure is not null)
            .Combine(traces.Collect())
            .Select(static (pair, _) => Locate(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.Failures);
        context.RegisterImplementationSourceOutput(failures, static (output, failure) => output.ReportDiagnostic(failure.ToDiagnostic()));
    }

    private static DiagnosticInfo Locate(KernelSource source, ImmutableArray<TraceResult> traces)
    {
        TraceResult trace = traces.First(t => t.Declaration?.Type.HintName == source.Model);
        SourceLocation? place = trace.Sources.Calls
            .Where(call => call.Node == source.Failure!.Node)
            .Select(call => (SourceLocation?)call.Location)
            .FirstOrDefault();
        return new DiagnosticInfo(Rules.InternalError, place ?? trace.Sources.Model, new[] { trace.Declaration!.Type.Name, source.Failure!.ToString() });
    }
}

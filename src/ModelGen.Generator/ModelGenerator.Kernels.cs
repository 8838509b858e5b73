using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using ModelGen.Compiler;
using ModelGen.Compiler.Backends.Npu;
using ModelGen.Compiler.Calibration;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.Emit;
using ModelGen.Generator.Pipeline;
using ModelGen.Generator.Tracing;

namespace ModelGen.Generator;

/// <content>The expensive part, as an implementation output.</content>
public sealed partial class ModelGenerator
{
    private static void RegisterKernels(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<TraceResult> traces,
        IncrementalValuesProvider<Network> networks,
        IncrementalValueProvider<EquatableArray<string>> collisions)
    {
        IncrementalValuesProvider<KernelSource> kernels = networks
            .Select(KernelCompiler.Compile)
            .WithTrackingName(TrackingNames.Kernels);
        context.RegisterImplementationSourceOutput(
            kernels.Combine(collisions),
            static (output, pair) =>
            {
                if (pair.Left.Text is { } text)
                {
                    output.AddSource(HintNames.FileName(pair.Left.Model, pair.Right) + ".Kernels.g.cs", text);
                }
            });

        IncrementalValuesProvider<GeneratedSource> places = traces
            .Where(static trace => trace is { Graph: not null, Declaration.Calibration: not null })
            .Select(static (trace, _) => new GeneratedSource(trace.Declaration!.Type.HintName, PlacesEmitter.Emit(trace.Declaration.Type, trace.Sources.Calls)))
            .WithTrackingName(TrackingNames.Places);
        context.RegisterImplementationSourceOutput(
            places.Combine(collisions),
            static (output, pair) => output.AddSource(HintNames.FileName(pair.Left.HintName, pair.Right) + ".Places.g.cs", pair.Left.Text));

        IncrementalValuesProvider<DiagnosticInfo> failures = kernels
            .Where(static source => source.Text is null || source.Note is not null)
            .Combine(traces.Collect())
            .SelectMany(static (pair, _) => Describe(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.Failures);
        context.RegisterImplementationSourceOutput(failures, static (output, failure) => output.ReportDiagnostic(failure.ToDiagnostic()));
    }

    private static IEnumerable<DiagnosticInfo> Describe(KernelSource source, ImmutableArray<TraceResult> traces)
    {
        TraceResult trace = traces.First(t => t.Declaration?.Type.HintName == source.Model);
        string model = trace.Declaration!.Type.Name;
        foreach (CompileFailure failure in source.Unsupported)
        {
            DiagnosticDescriptor rule = failure.Stage switch
            {
                ProfileCheck.Stage => Rules.NotQuantizable,
                NpuCompiler.Stage => Rules.UnsupportedByNpu,
                _ => Rules.UnsupportedByCpu,
            };
            yield return new DiagnosticInfo(rule, Locate(trace.Sources, failure), new[] { model, failure.Message });
        }

        if (source.Note is { } note)
        {
            yield return new DiagnosticInfo(Rules.RunsOnHost, trace.Sources.Model, new[] { model, note });
        }

        if (source.Fault is { } fault)
        {
            yield return new DiagnosticInfo(Rules.InternalError, Locate(trace.Sources, fault), new[] { model, fault.Stage, fault.Message });
        }
    }

    private static SourceLocation? Locate(SourceMap sources, CompileFailure failure) =>
        sources.Calls.Where(call => call.Node == failure.Node).Select(call => (SourceLocation?)call.Location).FirstOrDefault() ?? sources.Model;
}

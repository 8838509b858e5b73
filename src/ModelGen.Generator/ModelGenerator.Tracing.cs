using System;
using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.Pipeline;
using ModelGen.Generator.Tracing;

namespace ModelGen.Generator;

/// <content>From symbols to values.</content>
public sealed partial class ModelGenerator
{
    private static TraceResult TraceModel(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var model = (INamedTypeSymbol)context.TargetSymbol;
        try
        {
            return ModelTracer.Trace(model, context.SemanticModel.Compilation, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new TraceResult(null, null, SourceMap.Empty, default, new[] { Fault(model, e) });
        }
    }

    private static ModuleResult TraceModule(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var module = (INamedTypeSymbol)context.TargetSymbol;
        try
        {
            return ModuleTracer.Trace(module, context.SemanticModel.Compilation, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new ModuleResult(null, new[] { Fault(module, e) });
        }
    }

    private static ImmutableArray<Network> SelectNetwork(TraceResult trace) =>
        trace is { Declaration: { } declaration, Graph: { } graph } ? [new Network(declaration, graph, null, trace.FloatScopes)] : [];

    private static DiagnosticInfo Fault(INamedTypeSymbol type, Exception exception) =>
        new(Rules.InternalError, SourceLocation.From(type.Locations[0]), new[] { type.Name, ModelTracer.Stage, Guard.Describe(exception) });
}

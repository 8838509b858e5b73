using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Generator.Emit;
using ModelGen.Generator.Pipeline;
using ModelGen.Generator.Tracing;

namespace ModelGen.Generator;

/// <summary>Compiles [Model] and [Module] classes.</summary>
/// <remarks>
/// A model becomes two files. The one with its members (<c>Run</c>, <c>Create</c>, <c>Info</c>) is cheap and part of what an IDE sees
/// while its user types; the one with its kernels is an implementation output, which an IDE may leave out. Symbols do not leave the
/// steps that trace; every value between steps is compared by its contents; source locations stay out of what is compiled, so that a
/// line inserted above a class recompiles nothing.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed partial class ModelGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<TraceResult> traces = context.SyntaxProvider
            .ForAttributeWithMetadataName("ModelGen.ModelAttribute", static (node, _) => IsClass(node), TraceModel)
            .WithTrackingName(TrackingNames.Trace);
        IncrementalValuesProvider<Network> networks = traces
            .SelectMany(static (trace, _) => SelectNetwork(trace))
            .WithTrackingName(TrackingNames.Network);
        IncrementalValuesProvider<ModuleResult> modules = context.SyntaxProvider
            .ForAttributeWithMetadataName("ModelGen.ModuleAttribute", static (node, _) => IsClass(node), TraceModule)
            .WithTrackingName(TrackingNames.Module);

        IncrementalValueProvider<EquatableArray<string>> collisions = traces
            .Select(static (trace, _) => trace.Declaration?.Type.HintName)
            .Collect()
            .Combine(modules.Select(static (module, _) => module.Declaration?.Type.HintName).Collect())
            .Select(static (names, _) => HintNames.Collisions(names.Left.Concat(names.Right).OfType<string>()))
            .WithTrackingName(TrackingNames.Collisions);

        IncrementalValueProvider<EquatableArray<CalibrationFile>> calibrations = Calibrations(context);
        RegisterDiagnostics(context, traces, modules, calibrations);
        RegisterModules(context, modules, collisions);
        RegisterApi(context, traces, networks, collisions);
        RegisterKernels(context, traces, Calibrate(networks, calibrations), collisions);
    }

    private static bool IsClass(SyntaxNode node) => node.IsKind(SyntaxKind.ClassDeclaration) || node.IsKind(SyntaxKind.RecordDeclaration);

    private static void RegisterModules(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<ModuleResult> modules, IncrementalValueProvider<EquatableArray<string>> collisions)
    {
        IncrementalValuesProvider<GeneratedSource> sources = modules
            .Select(static (module, _) => module.Declaration)
            .Where(static declaration => declaration is not null)
            .Select(static (declaration, _) => new GeneratedSource(declaration!.Type.HintName, ModuleEmitter.Emit(declaration)))
            .WithTrackingName(TrackingNames.ModuleSource);
        AddSources(context, sources, collisions);
    }

    private static void RegisterApi(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<TraceResult> traces,
        IncrementalValuesProvider<Network> networks,
        IncrementalValueProvider<EquatableArray<string>> collisions)
    {
        IncrementalValuesProvider<GeneratedSource> sources = networks
            .Select(static (network, _) => new GeneratedSource(network.Declaration.Type.HintName, ApiEmitter.Emit(network.Declaration, network.Graph)))
            .WithTrackingName(TrackingNames.Api);
        AddSources(context, sources, collisions);

        IncrementalValuesProvider<GeneratedSource> stubs = traces
            .Select(static (trace, _) => trace.Graph is null ? trace.Declaration : null)
            .Where(static declaration => declaration is not null)
            .Select(static (declaration, _) => new GeneratedSource(declaration!.Type.HintName, ApiStubEmitter.Emit(declaration)))
            .WithTrackingName(TrackingNames.ApiStub);
        AddSources(context, stubs, collisions);
    }

    private static void AddSources(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<GeneratedSource> sources, IncrementalValueProvider<EquatableArray<string>> collisions) =>
        context.RegisterSourceOutput(
            sources.Combine(collisions),
            static (output, pair) => output.AddSource(HintNames.FileName(pair.Left.HintName, pair.Right) + ".g.cs", pair.Left.Text));
}

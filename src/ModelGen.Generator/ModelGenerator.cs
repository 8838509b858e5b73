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

        RegisterDiagnostics(context, traces, modules);
        RegisterModules(context, modules);
        RegisterApi(context, networks);
        RegisterKernels(context, traces, networks);
    }

    private static bool IsClass(SyntaxNode node) => node.IsKind(SyntaxKind.ClassDeclaration) || node.IsKind(SyntaxKind.RecordDeclaration);

    private static void RegisterModules(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<ModuleResult> modules)
    {
        IncrementalValuesProvider<GeneratedSource> sources = modules
            .Select(static (module, _) => module.Declaration)
            .Where(static declaration => declaration is not null)
            .Select(static (declaration, _) => new GeneratedSource(declaration!.Type.HintName + ".g.cs", ModuleEmitter.Emit(declaration)))
            .WithTrackingName(TrackingNames.ModuleSource);
        context.RegisterSourceOutput(sources, static (output, source) => output.AddSource(source.HintName, source.Text));
    }

    private static void RegisterApi(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<Network> networks)
    {
        IncrementalValuesProvider<GeneratedSource> sources = networks
            .Select(static (network, _) => new GeneratedSource(network.Declaration.Type.HintName + ".g.cs", ApiEmitter.Emit(network.Declaration, network.Graph)))
            .WithTrackingName(TrackingNames.Api);
        context.RegisterSourceOutput(sources, static (output, source) => output.AddSource(source.HintName, source.Text));
    }
}

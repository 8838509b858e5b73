using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generator.Tracing;
using ModelGen.IR.Text;

namespace ModelGen.Generator.Tests.Tracing;

/// <summary>Traces models given as source.</summary>
internal static class TraceRunner
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "System.Runtime.dll" or "System.Private.CoreLib.dll" or "System.Linq.dll" or "System.Console.dll" or "System.Collections.dll" or "System.Collections.Immutable.dll" or "netstandard.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(Tensor).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Ops).Assembly.Location),
    ];

    private const string Usings = "using System; using System.Collections.Generic; using System.Linq; using ModelGen; using static ModelGen.Ops;\n";

    /// <summary>A compilation of one or more files.</summary>
    public static CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create(
        "Test",
        sources.Select((source, i) => CSharpSyntaxTree.ParseText(Usings + source, new CSharpParseOptions(LanguageVersion.CSharp14), path: $"/src/File{i}.cs")),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Traces the first class with [Model].</summary>
    public static TraceResult Trace(CSharpCompilation compilation, CancellationToken cancellation = default) => ModelTracer.Trace(Find(compilation, "Model"), compilation, cancellation);

    /// <summary>Traces the first class with [Model].</summary>
    public static TraceResult Trace(string source) => Trace(Compile(source));

    /// <summary>The text of the graph of a model that has no errors.</summary>
    public static string Graph(string source)
    {
        CSharpCompilation compilation = Compile(source);
        TraceResult result = Trace(compilation);
        Assert.Empty(result.Diagnostics.Select(d => d.ToDiagnostic().ToString()));
        Assert.NotNull(result.Declaration);
        return GraphPrinter.Print(result.Graph ?? throw new InvalidOperationException(string.Join("\n", compilation.GetDiagnostics())));
    }

    /// <summary>The class with an attribute.</summary>
    public static INamedTypeSymbol Find(CSharpCompilation compilation, string attribute) => Declarations(compilation)
        .First(t => t.GetAttributes().Any(a => a.AttributeClass?.Name == attribute + "Attribute"));

    private static IEnumerable<INamedTypeSymbol> Declarations(CSharpCompilation compilation) => compilation.SyntaxTrees
        .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>().Select(d => compilation.GetSemanticModel(tree).GetDeclaredSymbol(d)))
        .OfType<INamedTypeSymbol>();
}

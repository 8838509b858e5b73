using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Generator;

namespace ModelGen.Conformance.Harness;

/// <summary>
/// Compiles model sources in memory with the generator, as a user's project would be, under hostile settings: checked arithmetic, no
/// unsafe code, no nullable annotations, no implicit usings, documentation required. Any warning fails.
/// </summary>
internal static class ModelCompiler
{
    private const string Header = """
        #pragma warning disable CS1591
        #nullable enable
        using ModelGen;
        using static ModelGen.Ops;

        namespace Cases;

        """;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, checkOverflow: true, allowUnsafe: false, warningLevel: 9999, concurrentBuild: false);

    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var file && (file.StartsWith("System.", StringComparison.Ordinal) || file is "netstandard.dll" or "mscorlib.dll" or "ModelGen.Core.dll" or "ModelGen.Runtime.dll"))
            .Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>The compiled cases, in order.</summary>
    /// <exception cref="InvalidOperationException">The generator or the compiler has something to say; the message holds it.</exception>
    public static IReadOnlyList<CompiledModel> Compile(IReadOnlyList<ModelCase> cases)
    {
        SyntaxTree[] trees = [.. cases.Select((c, i) => CSharpSyntaxTree.ParseText(Header + c.Source($"M{i}"), ParseOptions, $"M{i}.cs"))];
        CSharpCompilation compilation = CSharpCompilation.Create($"Cases{Guid.NewGuid():N}", trees, References, Options);
        CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation complete, out var reported);
        using var image = new MemoryStream();
        var emitted = complete.Emit(image);
        string[] complaints = [.. reported.Concat(emitted.Diagnostics).Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => Describe(d, cases)).Distinct().Take(20)];
        if (complaints.Length > 0 || !emitted.Success)
        {
            throw new InvalidOperationException(string.Join("\n", complaints));
        }

        image.Position = 0;
        var context = new AssemblyLoadContext(compilation.AssemblyName, isCollectible: true);
        var assembly = context.LoadFromStream(image);
        return [.. cases.Select((c, i) => new CompiledModel(c, assembly.GetType($"Cases.M{i}", throwOnError: true)!, assembly.GetType($"Cases.M{i}Calls", throwOnError: true)!))];
    }

    private static string Describe(Diagnostic diagnostic, IReadOnlyList<ModelCase> cases)
    {
        string path = diagnostic.Location.SourceTree?.FilePath ?? "";
        string source = diagnostic.Location.SourceTree?.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim() ?? "";
        string name = Path.GetFileName(path).Split('.')[0];
        string seed = cases.Where((_, i) => name == $"M{i}" || path.Contains($"Cases.M{i}.", StringComparison.Ordinal)).Select(c => $"seed {c.Seed}: ").FirstOrDefault("");
        return $"{seed}{diagnostic}\n    {source}";
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using ModelGen.IR;

namespace ModelGen.Generator.Tests.Harness;

/// <summary>A compiler process that stays alive over edits: run it on a project, edit the project, run it again.</summary>
internal sealed class GeneratorSession
{
    private static readonly MetadataReference[] Platform = [.. PlatformReferences()];

    private readonly Dictionary<(string Path, string Text, ParseOptions Options), SyntaxTree> trees = [];
    private readonly Dictionary<(string Path, string Text), TestAdditionalFile> additionalFiles = [];
    private GeneratorDriver? driver;

    /// <summary>What every project references: the framework, ModelGen's runtime and its core.</summary>
    public static IReadOnlyList<MetadataReference> PlatformAndRuntime => Platform;

    /// <summary>Runs the generator once in a process of its own.</summary>
    public static GeneratorRun RunOnce(TestProject project) => new GeneratorSession().Run(project);

    /// <summary>Runs the generator once on Model.cs.</summary>
    public static GeneratorRun RunOnce(string source) => RunOnce(TestProject.Of(source));

    /// <summary>Runs the generator; unchanged files are the same syntax trees as before.</summary>
    public GeneratorRun Run(TestProject project, CancellationToken cancellation = default)
    {
        CSharpCompilation compilation = Compilation(project);
        AdditionalText[] manifests = [.. project.Manifests.Select(m => AdditionalFile(project.Folder + "obj/" + m.Key.Replace('/', '.') + ".manifest.txt", m.Value))];
        AdditionalText[] additional = [.. manifests, .. project.Calibrations.Select(c => AdditionalFile(project.Folder + c.Key, c.Value))];
        var options = new TestOptionsProvider(
            manifests.Zip(project.Manifests.Keys).ToDictionary(p => p.First.Path, p => p.Second),
            project.Calibrations.Keys.ToDictionary(path => project.Folder + path));
        driver = driver is null
            ? CSharpGeneratorDriver.Create(
                [new ModelGenerator().AsSourceGenerator()],
                additional,
                project.ParseOptions,
                options,
                new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true))
            : driver.ReplaceAdditionalTexts([.. additional]).WithUpdatedAnalyzerConfigOptions(options);
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _, cancellation);
        return new GeneratorRun(compilation, (CSharpCompilation)output, driver.GetRunResult());
    }

    /// <summary>The project as the compiler sees it before the generator ran.</summary>
    public CSharpCompilation Compilation(TestProject project) => CSharpCompilation.Create(
        project.Name,
        project.Files.Select(f => Tree(project.Folder + f.Key, f.Value, project.ParseOptions)),
        [.. Platform, .. project.References],
        project.Options);

    private SyntaxTree Tree(string path, string text, CSharpParseOptions options)
    {
        if (!trees.TryGetValue((path, text, options), out SyntaxTree? tree))
        {
            trees.Add((path, text, options), tree = CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), options, path));
        }

        return tree;
    }

    private TestAdditionalFile AdditionalFile(string path, string text)
    {
        if (!additionalFiles.TryGetValue((path, text), out TestAdditionalFile? file))
        {
            additionalFiles.Add((path, text), file = new TestAdditionalFile(path, text));
        }

        return file;
    }

    private static IEnumerable<MetadataReference> PlatformReferences()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        IEnumerable<string> platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == framework);
        return platform
            .Append(typeof(Graph).Assembly.Location)
            .Append(typeof(ModelAttribute).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path));
    }
}

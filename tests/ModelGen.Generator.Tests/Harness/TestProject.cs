using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelGen.Generator.Tests.Harness;

/// <summary>A project of a user, in memory: what a compiler gets to see of it. Immutable; an edit makes another one.</summary>
internal sealed record TestProject
{
    /// <summary>The name of the assembly.</summary>
    public string Name { get; init; } = "UserProject";

    /// <summary>The source files by path.</summary>
    public ImmutableSortedDictionary<string, string> Files { get; init; } = ImmutableSortedDictionary.Create<string, string>(System.StringComparer.Ordinal);

    /// <summary>The text of weights manifests by the project-relative path of the weights.</summary>
    public ImmutableSortedDictionary<string, string> Manifests { get; init; } = ImmutableSortedDictionary.Create<string, string>(System.StringComparer.Ordinal);

    /// <summary>The text of calibration files by their project-relative path.</summary>
    public ImmutableSortedDictionary<string, string> Calibrations { get; init; } = ImmutableSortedDictionary.Create<string, string>(System.StringComparer.Ordinal);

    /// <summary>What it references besides the framework and ModelGen.</summary>
    public ImmutableArray<MetadataReference> References { get; init; } = [];

    /// <summary>The folder that it lies in.</summary>
    public string Folder { get; init; } = "/src/user/";

    /// <summary>The options of the compiler.</summary>
    public CSharpCompilationOptions Options { get; init; } = new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);

    /// <summary>The options of the parser.</summary>
    public CSharpParseOptions ParseOptions { get; init; } = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    /// <summary>A project of one file, Model.cs.</summary>
    public static TestProject Of(string source) => new TestProject().With("Model.cs", source);

    /// <summary>With a file, new or replaced.</summary>
    public TestProject With(string path, string source) => this with { Files = Files.SetItem(path, source) };

    /// <summary>With a part of Model.cs replaced, which must occur.</summary>
    public TestProject Edit(string part, string replacement, string path = "Model.cs")
    {
        Assert.Contains(part, Files[path]);
        return With(path, Files[path].Replace(part, replacement, System.StringComparison.Ordinal));
    }

    /// <summary>With a weights manifest, new or replaced.</summary>
    public TestProject WithManifest(string weights, string text) => this with { Manifests = Manifests.SetItem(weights, text) };

    /// <summary>With a calibration file, new or replaced.</summary>
    public TestProject WithCalibration(string path, string text) => this with { Calibrations = Calibrations.SetItem(path, text) };
}

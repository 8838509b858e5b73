using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Generator;
using ModelGen.IR;

namespace ModelGen.Benchmarks;

/// <summary>The source generator on ResNet-50.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class GeneratorBenchmarks
{
    private static readonly string Model = Resource("Zoo/ResNet50.cs");
    private static readonly SyntaxTree Helper = Parse(Resource("Zoo/Projection.cs"));
    private static readonly MetadataReference[] Platform = References();
    private static int serial;

    private CSharpCompilation compilation = null!;
    private GeneratorDriver driver = null!;

    /// <summary>A driver that has run once.</summary>
    [GlobalSetup]
    public void Setup()
    {
        ReadProject();
        FirstRun();
        ExpectNoErrors();
    }

    /// <summary>Throws if the generator reported an error: there would be nothing to measure.</summary>
    internal void ExpectNoErrors()
    {
        IReadOnlyList<Diagnostic> errors = [.. driver.GetRunResult().Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)];
        if (errors.Count > 0)
        {
            throw new InvalidOperationException(string.Join("\n", errors));
        }
    }

    /// <summary>Parses the model and opens what it references: the compiler's own work, before the generator's.</summary>
    internal void ReadProject() => compilation = Compile(Model);

    /// <summary>Runs the generator with a new driver.</summary>
    internal void FirstRun() => driver = Driver().RunGenerators(compilation);

    /// <summary>Everything, with a model that no cache has seen: its class has a new name each time.</summary>
    [Benchmark]
    public GeneratorDriver NewModel()
    {
        string name = "ResNet50n" + (++serial).ToString(CultureInfo.InvariantCulture);
        return Driver().RunGenerators(Compile(Model.Replace("class ResNet50", "class " + name, StringComparison.Ordinal)));
    }

    /// <summary>A rerun after an edit of another file.</summary>
    [Benchmark]
    public GeneratorDriver UnrelatedEdit()
    {
        SyntaxTree edited = Parse("// edit " + (++serial).ToString(CultureInfo.InvariantCulture));
        return driver.RunGenerators(compilation.AddSyntaxTrees(edited));
    }

    private static CSharpGeneratorDriver Driver() => CSharpGeneratorDriver.Create(new ModelGenerator());

    private static CSharpCompilation Compile(string model) =>
        CSharpCompilation.Create("Zoo", [Parse(model), Helper], Platform, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), new CSharpParseOptions(LanguageVersion.CSharp14));

    private static MetadataReference[] References()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        IEnumerable<string> platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(p => Path.GetDirectoryName(p) == framework);
        return [.. platform.Append(typeof(Graph).Assembly.Location).Append(typeof(ModelAttribute).Assembly.Location).Select(p => MetadataReference.CreateFromFile(p))];
    }

    private static string Resource(string name)
    {
        using Stream stream = typeof(GeneratorBenchmarks).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

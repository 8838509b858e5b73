using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Generator.Tracing;
using ModelGen.IR;

namespace ModelGen.Generator.Tests.Tracing;

/// <summary>The models of samples/Zoo and samples/Digits trace to graphs that the verifier accepts.</summary>
public class ZooTests
{
    public static TheoryData<string> Models => [.. Sources().Select(f => Path.GetFileName(f)).Where(n => n != "Projection.cs")];

    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_of_the_samples_traces(string file)
    {
        string[] sources = [.. Sources().OrderBy(f => Path.GetFileName(f) == file ? 0 : 1).Select(File.ReadAllText)];
        CSharpCompilation compilation = CSharpCompilation.Create("Zoo").AddSyntaxTrees(sources.Select((s, i) => CSharpSyntaxTree.ParseText(s, path: $"{i}.cs")))
            .WithReferences(TraceRunner.Compile("").References)
            .WithOptions(TraceRunner.Compile("").Options);

        TraceResult result = TraceRunner.Trace(compilation);

        Assert.Empty(result.Diagnostics.Select(d => d.ToDiagnostic().ToString()));
        Assert.NotNull(result.Graph);
        Assert.Empty(GraphVerifier.Verify(result.Graph));
        Assert.Equal(result.Graph.Select<IR.Operators.Parameter>().Count(), result.Sources.Fields.Count);
    }

    private static string[] Sources([CallerFilePath] string here = "")
    {
        string samples = Path.Combine(Path.GetDirectoryName(here)!, "../../../samples");
        return
        [
            .. Directory.GetFiles(Path.Combine(samples, "Zoo/Vision")).Order(System.StringComparer.Ordinal),
            .. Directory.GetFiles(Path.Combine(samples, "Zoo/Audio")).Order(System.StringComparer.Ordinal),
            Path.Combine(samples, "Digits/DigitClassifier.cs"),
        ];
    }
}

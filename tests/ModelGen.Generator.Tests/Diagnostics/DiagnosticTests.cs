using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.Tests.Harness;
using ModelGen.Generator.Tests.Tracing;
using ModelGen.Generator.Tracing;

namespace ModelGen.Generator.Tests.Diagnostics;

/// <summary>Each diagnostic at its exact place, and its page.</summary>
public class DiagnosticTests
{
    /// <summary>Those that the tracer alone does not report: the examples of their pages need a whole project.</summary>
    private static IEnumerable<string> Elsewhere => ProjectDiagnosticCases.Marked.Select(row => (string)row[0]);

    public static TheoryData<string, string> Marked => DiagnosticCases.Marked;

    public static TheoryData<string, string, string?, string?> MarkedProjects => ProjectDiagnosticCases.Marked;

    public static TheoryData<string> Ids => [.. All().Select(d => d.Id)];

    [Theory]
    [MemberData(nameof(Marked))]
    public void A_diagnostic_is_reported_once_and_at_its_place(string id, string marked)
    {
        DiagnosticInfo diagnostic = Assert.Single(Diagnose(marked, out string text, out int start, out int end));

        Assert.Equal(id, diagnostic.Id);
        SourceLocation location = Assert.NotNull(diagnostic.Location);
        Assert.Equal(text[start..end], text.Substring(location.Span.Start, location.Span.Length));
        Assert.Equal(start, location.Span.Start);
        Assert.DoesNotMatch(@"\{\d\}", diagnostic.ToDiagnostic().GetMessage());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_diagnostic_has_a_page_whose_examples_hold(string id)
    {
        DiagnosticDescriptor rule = All().Single(d => d.Id == id);
        string page = File.ReadAllText(Path.Combine(Root(), rule.HelpLinkUri));
        Assert.StartsWith($"# {id}: {rule.Title}\n", page, StringComparison.Ordinal);
        Assert.Contains($"| {rule.Title}\n", File.ReadAllText(Path.Combine(Root(), "src/ModelGen.Generator/AnalyzerReleases.Unshipped.md")), StringComparison.Ordinal);
        Assert.Contains("## Cause\n", page, StringComparison.Ordinal);

        string[] examples = [.. Regex.Matches(page, @"```\w+\n(.*?)```", RegexOptions.Singleline).Select(m => m.Groups[1].Value)];
        Assert.Equal(2, examples.Length);
        if (Elsewhere.Contains(id))
        {
            return;
        }

        Assert.Equal([id], Trace(examples[0]).Diagnostics.Select(d => d.Id));
        TraceResult good = Trace(examples[1]);
        Assert.Empty(good.Diagnostics.Select(d => d.ToDiagnostic().ToString()));
        Assert.NotNull(good.Graph);
    }

    [Theory]
    [MemberData(nameof(MarkedProjects))]
    public void A_diagnostic_of_a_project_is_reported_once_and_at_its_place(string id, string source, string? manifest, string? calibration)
    {
        bool isInSource = source.Contains("[|", StringComparison.Ordinal);
        (string text, int start, int end) = Unmark(isInSource ? Models.Usings + source : calibration!);
        TestProject project = isInSource ? ProjectDiagnosticCases.Project(text, manifest, calibration) : ProjectDiagnosticCases.Project(Models.Usings + source, manifest, text);
        Diagnostic diagnostic = Assert.Single(GeneratorSession.RunOnce(project).Diagnostics);

        Assert.True(id == diagnostic.Id, diagnostic.ToString());
        FileLinePositionSpan lines = diagnostic.Location.GetLineSpan();
        Assert.Equal(isInSource ? "/src/user/Model.cs" : "/src/user/net.calibration.json", lines.Path);
        Assert.Equal((start, end), (diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.End));
        Assert.Equal(SourceText.From(text).Lines.GetLinePositionSpan(diagnostic.Location.SourceSpan), lines.Span);
        Assert.DoesNotMatch(@"\{\d\}", diagnostic.GetMessage());
    }

    [Fact]
    public void Rules_pages_index_release_notes_and_cases_agree()
    {
        string folder = Path.Combine(Root(), "docs/diagnostics");
        string[] rules = [.. All().Select(d => d.Id)];
        string[] built = [.. Directory.GetFiles(Path.Combine(Root(), "src/ModelGen.Build"), "*.cs").SelectMany(f => Matches(File.ReadAllText(f), "\"(MG\\d{4})\"")).Distinct()];
        string[] documented = [.. rules.Concat(built).Order(StringComparer.Ordinal)];

        Assert.Equal(rules.Length, rules.Distinct().Count());
        Assert.Equal(documented, Directory.GetFiles(folder, "MG*.md").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal));
        Assert.Equal(
            documented.Select(id => $"| [{id}]({id}.md) | {Title(Path.Combine(folder, id + ".md"), id)} |"),
            File.ReadLines(Path.Combine(folder, "README.md")).Where(line => line.StartsWith("| [", StringComparison.Ordinal)));
        Assert.Equal(
            All().Select(d => $"{d.Id} | {d.Category} | {d.DefaultSeverity} | {d.Title}"),
            File.ReadLines(Path.Combine(Root(), "src/ModelGen.Generator/AnalyzerReleases.Unshipped.md")).Where(line => line.StartsWith("MG", StringComparison.Ordinal)).Select(line => line.TrimEnd()));
        Assert.Equal(rules, DiagnosticCases.Marked.Select(row => (string)row[0]).Concat(Elsewhere).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void All_errors_of_a_model_are_reported_at_once_and_their_consequences_are_not()
    {
        TraceResult result = Trace(
            """
            [Model]
            public sealed partial class Net
            {
                private readonly Dense a = new(0);
                private readonly Conv2D c = new(4, 9);
                public Tensor Forward([Input(8, 8, 3)] Tensor x)
                {
                    var y = Relu(a.Forward(x) + 1f);
                    var z = c.Forward(x) * y;
                    return Softmax(z, axis: 7) + Reshape(x, 5);
                }
            }
            """);
        Assert.Equal(["MG0110", "MG0301", "MG0301"], result.Diagnostics.Select(d => d.Id));
        Assert.Null(result.Graph);
    }

    [Fact]
    public void Errors_of_CSharp_are_left_to_the_compiler()
    {
        TraceResult result = Trace("[Model] public sealed partial class Net { public Tensor Forward([Input(8)] Tensor x) => Relu(missing.Forward(x)); }");
        Assert.Empty(result.Diagnostics);
        Assert.Null(result.Graph);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_module_of_another_assembly_is_refused(bool asCompilation)
    {
        CSharpCompilation blocks = TraceRunner.Compile("[Module] public sealed partial class Block { public Tensor Forward(Tensor x) => Relu(x); }").WithAssemblyName("Blocks");
        using var image = new MemoryStream();
        Assert.True(blocks.Emit(image).Success);
        MetadataReference reference = asCompilation ? blocks.ToMetadataReference() : MetadataReference.CreateFromImage(image.ToArray());
        CSharpCompilation compilation = TraceRunner.Compile(
            "[Model] public sealed partial class Net { private readonly Block block = new(); public Tensor Forward([Input(8)] Tensor x) => block.Forward(x); }").AddReferences(reference);

        DiagnosticInfo diagnostic = Assert.Single(TraceRunner.Trace(compilation).Diagnostics);
        Assert.Equal("MG0109", diagnostic.Id);
        Assert.Equal(["Block", "Blocks"], diagnostic.Arguments);
    }

    private static TraceResult Trace(string source) => TraceRunner.Trace(source);

    private static IEnumerable<DiagnosticInfo> Diagnose(string marked, out string text, out int start, out int end)
    {
        (string code, start, end) = Unmark(marked);
        CSharpCompilation compilation = TraceRunner.Compile(code);
        text = compilation.SyntaxTrees[0].ToString();
        int prefix = text.Length - code.Length;
        (start, end) = (prefix + start, prefix + end);
        return TraceRunner.Trace(compilation).Diagnostics;
    }

    private static (string Text, int Start, int End) Unmark(string marked)
    {
        int open = marked.IndexOf("[|", StringComparison.Ordinal), close = marked.IndexOf("|]", StringComparison.Ordinal);
        return (marked.Remove(close, 2).Remove(open, 2), open, close - 2);
    }

    private static IEnumerable<string> Matches(string text, string pattern) => Regex.Matches(text, pattern).Select(m => m.Groups[1].Value);

    private static string Title(string page, string id)
    {
        string first = File.ReadLines(page).First(), start = $"# {id}: ";
        Assert.StartsWith(start, first, StringComparison.Ordinal);
        return first[start.Length..];
    }

    private static DiagnosticDescriptor[] All() =>
        [.. typeof(Rules).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.GetValue(null)).OfType<DiagnosticDescriptor>().OrderBy(d => d.Id, StringComparer.Ordinal)];

    private static string Root([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "../../..");
}

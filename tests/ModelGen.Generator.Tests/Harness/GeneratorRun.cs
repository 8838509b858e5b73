using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ModelGen.Generator.Tests.Harness;

/// <summary>What one run of the generator gave.</summary>
/// <param name="Input">The project before.</param>
/// <param name="Output">The project with the generated files.</param>
/// <param name="Result">What the driver tells.</param>
internal sealed record GeneratorRun(CSharpCompilation Input, CSharpCompilation Output, GeneratorDriverRunResult Result)
{
    /// <summary>The generated files by hint name.</summary>
    public IReadOnlyDictionary<string, string> Sources => Result.Results.Single().GeneratedSources.ToDictionary(s => s.HintName, s => s.SourceText.ToString());

    /// <summary>The generator's diagnostics.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => Result.Results.Single().Diagnostics;

    /// <summary>Why each output of the step was what it is, one entry an output.</summary>
    public IReadOnlyList<IncrementalStepRunReason> Reasons(string step) =>
        Result.Results.Single().TrackedSteps.TryGetValue(step, out var runs) ? [.. runs.SelectMany(r => r.Outputs).Select(o => o.Reason)] : [];

    /// <summary>Asserts that the step had outputs, all for this reason.</summary>
    public GeneratorRun Expect(string step, IncrementalStepRunReason reason)
    {
        IReadOnlyList<IncrementalStepRunReason> reasons = Reasons(step);
        Assert.True(reasons.Count > 0, $"Step {step} has no output.");
        Assert.True(reasons.All(r => r == reason), $"Step {step} is {string.Join(", ", reasons)} instead of {reason}.");
        return this;
    }

    /// <summary>Asserts that neither the generator nor the compiler has anything to say, and gives the generated files.</summary>
    public GeneratorRun ExpectClean()
    {
        string[] messages = [.. Diagnostics.Concat(Output.GetDiagnostics()).Where(d => d.Severity != DiagnosticSeverity.Hidden).Select(d => d.ToString())];
        Assert.True(messages.Length == 0, string.Join('\n', messages));
        return this;
    }

    /// <summary>Asserts that the generator has one thing to say, and the compiler no error; gives the generator's diagnostic.</summary>
    public Diagnostic ExpectOnly(string id)
    {
        Diagnostic diagnostic = Assert.Single(Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Empty(Output.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()));
        return diagnostic;
    }

    /// <summary>Loads the compiled project, with resources by name.</summary>
    public System.Reflection.Assembly Load(params (string Name, byte[] Bytes)[] resources)
    {
        using var stream = new MemoryStream();
        var emitted = Output.Emit(stream, manifestResources: resources.Select(r => new ResourceDescription(r.Name, () => new MemoryStream(r.Bytes), isPublic: true)));
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        stream.Position = 0;
        return new AssemblyLoadContext(Input.AssemblyName).LoadFromStream(stream);
    }
}

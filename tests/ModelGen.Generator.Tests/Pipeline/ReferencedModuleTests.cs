using System.IO;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Tests.Harness;

namespace ModelGen.Generator.Tests.Pipeline;

/// <summary>Modules in the project of the model, and in others.</summary>
public sealed class ReferencedModuleTests
{
    [Fact]
    public void A_module_in_the_same_project_is_traced() => GeneratorSession.RunOnce(Models.ResidualProject).ExpectClean();

    [Fact]
    public void A_module_behind_a_compilation_reference_is_refused() => ExpectRefusal(Library().Output.ToMetadataReference());

    [Fact]
    public void A_module_in_metadata_is_refused()
    {
        using var stream = new MemoryStream();
        Assert.True(Library().Output.Emit(stream).Success);
        ExpectRefusal(MetadataReference.CreateFromImage(stream.ToArray()));
    }

    private static GeneratorRun Library() => GeneratorSession.RunOnce(TestProject.Of(Models.Block) with { Name = "Library" }).ExpectClean();

    private static void ExpectRefusal(MetadataReference library)
    {
        GeneratorRun run = GeneratorSession.RunOnce(TestProject.Of(Models.Residual) with { References = [library] });
        Assert.Contains(run.Diagnostics, d => d.Id == "MG0109");
        Assert.All(run.Diagnostics, d => Assert.NotEqual("MG0901", d.Id));
        Assert.All(run.Diagnostics, d => Assert.Equal("/src/user/Model.cs", d.Location.GetLineSpan().Path));
    }
}

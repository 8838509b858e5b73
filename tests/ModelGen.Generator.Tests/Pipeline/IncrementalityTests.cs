using System.Linq;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Pipeline;
using ModelGen.Generator.Tests.Harness;

namespace ModelGen.Generator.Tests.Pipeline;

/// <summary>Why each step runs again, or does not, after an edit.</summary>
public sealed class IncrementalityTests
{
    [Fact]
    public void An_unrelated_edit_leaves_the_trace_unchanged_and_everything_after_it_cached()
    {
        TestProject project = Models.WeightedDigits.With("Other.cs", "internal static class Other { }");
        GeneratorRun run = Twice(project, project.Edit("Other", "Another", "Other.cs"));
        run.Expect(TrackingNames.Trace, IncrementalStepRunReason.Unchanged);
        ExpectNothingGenerated(run);
        run.Expect(TrackingNames.ModelDiagnostics, IncrementalStepRunReason.Cached);
        run.Expect(TrackingNames.WeightDiagnostics, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void A_line_inserted_above_the_class_recompiles_nothing()
    {
        GeneratorRun run = Twice(Models.WeightedDigits, Models.WeightedDigits.Edit("/// <summary>Recognises", "// A line more.\n/// <summary>Recognises"));
        run.Expect(TrackingNames.Trace, IncrementalStepRunReason.Modified);
        run.Expect(TrackingNames.Network, IncrementalStepRunReason.Unchanged);
        ExpectNothingGenerated(run);
    }

    /// <summary>Of a calibrated model the places of its layers are written anew, which is cheap.</summary>
    [Fact]
    public void A_line_inserted_above_a_calibrated_class_changes_the_places_of_its_layers_alone()
    {
        TestProject project = Models.CalibratedDigits;
        GeneratorRun run = Twice(project, project.Edit("/// <summary>Recognises", "// A line more.\n/// <summary>Recognises"));
        run.Expect(TrackingNames.Places, IncrementalStepRunReason.Modified);
        ExpectNothingGenerated(run);
        run = Twice(project, project.With("Other.cs", "internal static class Other { }"));
        run.Expect(TrackingNames.Places, IncrementalStepRunReason.Cached);
        ExpectNothingGenerated(run);
    }

    [Fact]
    public void An_edited_shape_recompiles()
    {
        GeneratorRun run = Twice(Models.ResidualProject, Models.ResidualProject.Edit("[Input(8, 8, 3)]", "[Input(6, 8, 3)]"));
        run.Expect(TrackingNames.Trace, IncrementalStepRunReason.Modified);
        run.Expect(TrackingNames.Network, IncrementalStepRunReason.Modified);
        run.Expect(TrackingNames.Api, IncrementalStepRunReason.Modified);
        run.Expect(TrackingNames.Kernels, IncrementalStepRunReason.Modified);
        run.Expect(TrackingNames.ModuleSource, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void An_edit_in_the_file_of_a_module_recompiles_the_model_that_uses_it()
    {
        GeneratorRun run = Twice(Models.ResidualProject, Models.ResidualProject.Edit("Relu(norm", "Relu6(norm", "Block.cs"));
        run.Expect(TrackingNames.Trace, IncrementalStepRunReason.Modified);
        run.Expect(TrackingNames.Network, IncrementalStepRunReason.Modified);
        run.Expect(TrackingNames.Kernels, IncrementalStepRunReason.Modified);
        run.Expect(TrackingNames.Module, IncrementalStepRunReason.Unchanged);
        run.Expect(TrackingNames.ModuleSource, IncrementalStepRunReason.Cached);
        run.Expect(TrackingNames.Api, IncrementalStepRunReason.Unchanged);
    }

    [Fact]
    public void A_changed_weights_manifest_is_checked_and_recompiles_nothing()
    {
        TestProject changed = Models.WeightedDigits.WithManifest("weights/digits.safetensors", Models.DigitsManifest.Replace("[8, 1, 5, 5]", "[8, 1, 3, 3]", System.StringComparison.Ordinal));
        GeneratorRun run = Twice(Models.WeightedDigits, changed);
        run.Expect(TrackingNames.Manifest, IncrementalStepRunReason.Modified);
        run.Expect(TrackingNames.Manifests, IncrementalStepRunReason.Modified);
        run.Expect(TrackingNames.WeightDiagnostics, IncrementalStepRunReason.Modified);
        ExpectNothingGenerated(run);
        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal("MG0404", diagnostic.Id);
    }

    [Fact]
    public void A_manifest_of_other_weights_changes_no_diagnostic()
    {
        GeneratorRun run = Twice(Models.WeightedDigits, Models.WeightedDigits.WithManifest("other.safetensors", "modelgen weights 1\nhash 11\n"));
        run.Expect(TrackingNames.WeightDiagnostics, IncrementalStepRunReason.Unchanged);
        ExpectNothingGenerated(run);
    }

    [Fact]
    public void Of_two_models_only_the_edited_one_recompiles()
    {
        TestProject project = Models.ResidualProject.With("Digits.cs", Models.Digits);
        GeneratorRun run = Twice(project, project.Edit("Dense classifier = new(10)", "Dense classifier = new(11)", "Digits.cs"));
        Assert.Equal(
            [IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached],
            run.Reasons(TrackingNames.Kernels).Order());
    }

    [Fact]
    public void An_undone_edit_takes_its_kernels_from_the_cache()
    {
        var session = new GeneratorSession();
        string first = session.Run(Models.ResidualProject).ExpectClean().Sources["Samples.Residual.Kernels.g.cs"];
        session.Run(Models.ResidualProject.Edit("[Input(8, 8, 3)]", "[Input(10, 8, 3)]"));
        string third = session.Run(Models.ResidualProject).Sources["Samples.Residual.Kernels.g.cs"];
        Assert.Equal(first, third);
    }

    private static GeneratorRun Twice(TestProject before, TestProject after)
    {
        var session = new GeneratorSession();
        session.Run(before).ExpectClean();
        return session.Run(after);
    }

    private static void ExpectNothingGenerated(GeneratorRun run)
    {
        run.Expect(TrackingNames.Api, IncrementalStepRunReason.Cached);
        run.Expect(TrackingNames.Kernels, IncrementalStepRunReason.Cached);
    }
}

using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using ModelGen.Calibration;
using ModelGen.Generator.Pipeline;
using ModelGen.Generator.Tests.Harness;

namespace ModelGen.Generator.Tests.Pipeline;

/// <summary>How calibration files reach the models that name them.</summary>
public sealed class CalibrationTests
{
    private const string File = "net.calibration.json";

    private static readonly CalibrationProfile Profile = TestCalibrations.Of(TestProject.Of(Models.Digits));

    [Fact]
    public void A_model_gets_the_calibration_that_it_names()
    {
        TestProject project = Models.CalibratedDigits
            .With("Residual.cs", Models.Residual).With("Block.cs", Models.Block)
            .WithCalibration("a.calibration.json", (Profile with { Model = "Other" }).Print());
        GeneratorRun run = GeneratorSession.RunOnce(project).ExpectClean();
        var networks = run.Result.Results.Single().TrackedSteps[TrackingNames.CalibratedNetwork].SelectMany(s => s.Outputs).Select(o => (Network)o.Value).ToDictionary(n => n.Graph.Name);
        Assert.Equal(Profile, networks["DigitClassifier"].Calibration);
        Assert.Null(networks["Residual"].Calibration);
        Assert.Equal(5, run.Sources.Keys.Count(k => !k.Contains("Block", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_path_may_have_backslashes() => GeneratorSession.RunOnce(
        Models.CalibratedDigits.Edit(File, "sub\\\\net.json").WithCalibration("sub/net.json", Profile.Print())).ExpectClean();

    [Fact]
    public void Without_a_usable_file_there_is_one_error_and_the_members_stay()
    {
        TestProject project = Models.CalibratedDigits.With("Caller.cs", """
            internal static class Caller
            {
                public static void Use(float[] pixels, float[] scores) => Samples.DigitClassifier.Create(ModelGen.ModelWeights.Random(Samples.DigitClassifier.Info)).Run(pixels, scores);
            }
            """);
        GeneratorSession.RunOnce(project with { Calibrations = project.Calibrations.Clear() }).ExpectOnly("MG0406");
        GeneratorSession.RunOnce(project.WithCalibration(File, "")).ExpectOnly("MG0407");
        GeneratorSession.RunOnce(project.WithCalibration(File, (Profile with { Model = "Other" }).Print())).ExpectOnly("MG0408");
    }

    [Fact]
    public void The_error_of_a_missing_file_says_what_was_found_and_how_to_make_it()
    {
        string message = GeneratorSession.RunOnce(Models.CalibratedDigits.Edit(File, "digits.json")).ExpectOnly("MG0406").GetMessage();
        Assert.Contains("('net.calibration.json')", message, StringComparison.Ordinal);
        Assert.Contains("'modelgen calibrate ASSEMBLY DigitClassifier --samples PATH --output digits.json'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_malformed_file_is_reported_at_its_line_and_column()
    {
        Diagnostic diagnostic = GeneratorSession.RunOnce(Models.CalibratedDigits.WithCalibration(File, "{\r\n  \"version\": 2\r\n}")).ExpectOnly("MG0407");
        Assert.Equal("/src/user/net.calibration.json: (1,13)-(1,13)", diagnostic.Location.GetLineSpan().ToString());
        Assert.Equal(16, diagnostic.Location.SourceSpan.Start);
        Assert.Contains("The profile has version 2", diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_malformed_file_that_no_model_names_is_no_error() =>
        GeneratorSession.RunOnce(Models.CalibratedDigits.WithCalibration("other.calibration.json", "{")).ExpectClean();

    [Fact]
    public void All_that_keeps_a_model_from_being_quantized_is_reported_at_once()
    {
        TensorCalibration[] some = [.. Profile.Tensors.Where(t => !t.Key.StartsWith("conv", StringComparison.Ordinal))];
        TensorCalibration[] more = [.. "vwxyz".Select(c => some[0] with { Key = $"{c}/Conv2D" })];
        CalibrationProfile other = Profile with { Tensors = some.Concat(more).ToArray(), BiasCorrections = new[] { new ChannelValues("conv1/Conv2D", new[] { 1f, 2f }) } };
        TestProject project = Models.CalibratedDigits.WithCalibration(File, other.Print());
        GeneratorRun run = GeneratorSession.RunOnce(project);
        string source = project.Files["Model.cs"];
        Assert.All(run.Diagnostics, d => Assert.Equal("MG0502", d.Id));
        (string Place, string Reason)[] found = [.. run.Diagnostics.Select(d => (source.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length), d.GetMessage()))];
        const string Start = "'DigitClassifier' cannot be quantized: ";
        Assert.Equal(
            [
                ("DigitClassifier", Start + "The calibration has bias corrections for 'conv1/Conv2D', but they are 2, and the layer has 8 output channels: calibrate the model anew."),
                ("DigitClassifier", Start + "the calibration has 'v/Conv2D', 'w/Conv2D', 'x/Conv2D' and 2 more, which the model has not: calibrate the model anew"),
                ("conv1.Forward(image)", Start + "the calibration has no tensor 'conv1/Conv2D': calibrate the model anew"),
                ("conv2.Forward(x)", Start + "the calibration has no tensor 'conv2/Conv2D': calibrate the model anew"),
            ],
            found.OrderBy(f => f.Place, StringComparer.Ordinal).ThenBy(f => f.Reason, StringComparer.Ordinal));
    }

    [Fact]
    public void An_unrelated_edit_leaves_the_calibration_cached()
    {
        TestProject project = Models.CalibratedDigits.With("Other.cs", "internal static class Other { }");
        GeneratorRun run = Twice(project, project.Edit("Other", "Another", "Other.cs"));
        run.Expect(TrackingNames.Calibration, IncrementalStepRunReason.Cached);
        run.Expect(TrackingNames.Calibrations, IncrementalStepRunReason.Cached);
        run.Expect(TrackingNames.CalibratedNetwork, IncrementalStepRunReason.Cached);
        run.Expect(TrackingNames.CalibrationDiagnostics, IncrementalStepRunReason.Cached);
        run.Expect(TrackingNames.Kernels, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void A_line_inserted_above_the_class_leaves_the_calibrated_network_cached()
    {
        GeneratorRun run = Twice(Models.CalibratedDigits, Models.CalibratedDigits.Edit("/// <summary>Recognises", "// A line more.\n/// <summary>Recognises"));
        run.Expect(TrackingNames.CalibratedNetwork, IncrementalStepRunReason.Cached);
        run.Expect(TrackingNames.Kernels, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void A_changed_calibration_recompiles_the_kernels_of_its_model_only()
    {
        TestProject project = Models.CalibratedDigits.With("Residual.cs", Models.Residual).With("Block.cs", Models.Block);
        string changed = (Profile with { Element = ElementType.UInt8, Method = "entropy" }).Print();
        GeneratorRun run = Twice(project, project.WithCalibration(File, changed));
        run.Expect(TrackingNames.Calibration, IncrementalStepRunReason.Modified);
        run.Expect(TrackingNames.Network, IncrementalStepRunReason.Cached);
        run.Expect(TrackingNames.Api, IncrementalStepRunReason.Cached);
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged], run.Reasons(TrackingNames.CalibratedNetwork).Order());
        Assert.Contains(IncrementalStepRunReason.Cached, run.Reasons(TrackingNames.Kernels));
        Assert.Contains(run.Reasons(TrackingNames.Kernels), r => r is IncrementalStepRunReason.Modified or IncrementalStepRunReason.Unchanged);
    }

    [Fact]
    public void White_space_in_a_calibration_recompiles_nothing()
    {
        GeneratorRun run = Twice(Models.CalibratedDigits, Models.CalibratedDigits.WithCalibration(File, Profile.Print().Replace("\n", " \r\n", StringComparison.Ordinal)));
        run.Expect(TrackingNames.Calibration, IncrementalStepRunReason.Unchanged);
        run.Expect(TrackingNames.Kernels, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void A_calibration_that_no_model_names_recompiles_nothing()
    {
        GeneratorRun run = Twice(Models.CalibratedDigits, Models.CalibratedDigits.WithCalibration("other.calibration.json", Profile.Print()));
        run.Expect(TrackingNames.CalibratedNetwork, IncrementalStepRunReason.Unchanged);
        run.Expect(TrackingNames.CalibrationDiagnostics, IncrementalStepRunReason.Unchanged);
        run.Expect(TrackingNames.Kernels, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void A_changed_precision_changes_the_network_and_not_its_members()
    {
        GeneratorRun run = Twice(Models.CalibratedDigits, Models.CalibratedDigits.Edit("private readonly Dense", "[Precision(Precision.F32)] private readonly Dense"));
        run.Expect(TrackingNames.Network, IncrementalStepRunReason.Modified);
        run.Expect(TrackingNames.CalibratedNetwork, IncrementalStepRunReason.Modified);
        run.Expect(TrackingNames.Api, IncrementalStepRunReason.Unchanged);
        Network network = run.Result.Results.Single().TrackedSteps[TrackingNames.CalibratedNetwork].SelectMany(s => s.Outputs).Select(o => (Network)o.Value).Single();
        Assert.Equal(["classifier"], network.FloatScopes);
    }

    private static GeneratorRun Twice(TestProject before, TestProject after)
    {
        var session = new GeneratorSession();
        session.Run(before).ExpectClean();
        return session.Run(after).ExpectClean();
    }
}

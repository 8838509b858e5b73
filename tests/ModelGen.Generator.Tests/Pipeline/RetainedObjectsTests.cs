using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Generator.Pipeline;
using ModelGen.Generator.Tests.Harness;

namespace ModelGen.Generator.Tests.Pipeline;

/// <summary>What the pipeline keeps between runs: nothing that keeps a compilation alive or compares by reference.</summary>
public sealed class RetainedObjectsTests
{
    private static readonly string[] Ours =
    [
        .. typeof(TrackingNames).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!),
    ];

    private static string Calibrated => Models.Digits
        .Replace("DigitClassifier", "Calibrated", StringComparison.Ordinal)
        .Replace("[Model]", "[Model(Calibration = \"digits.calibration.json\")]", StringComparison.Ordinal);

    private static string CalibrationOfDigits => TestCalibrations.Of(TestProject.Of(Models.Digits)).Print().Replace("DigitClassifier", "Calibrated", StringComparison.Ordinal);

    [Fact]
    public void No_step_keeps_symbols_syntax_compilations_or_locations()
    {
        TestProject project = Models.ResidualProject
            .With("Digits.cs", Models.WeightedDigits.Files["Model.cs"])
            .With("Faulty.cs", Models.Digits.Replace("DigitClassifier", "Faulty", StringComparison.Ordinal).Replace("MaxPool(Relu(conv2", "MaxPool(Relu(null!, conv2", StringComparison.Ordinal).Replace("new(10)", "new(0)", StringComparison.Ordinal))
            .With("Calibrated.cs", Calibrated)
            .WithCalibration("digits.calibration.json", CalibrationOfDigits)
            .WithCalibration("bad.calibration.json", "{ }")
            .WithManifest("weights/digits.safetensors", Models.DigitsManifest.Replace("conv1.bias", "conv1.bios", StringComparison.Ordinal));
        GeneratorRun run = GeneratorSession.RunOnce(project);
        Assert.NotEmpty(run.Diagnostics);
        Assert.Contains("Samples.Calibrated.Kernels.g.cs", run.Sources.Keys);
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        int outputs = 0;
        foreach ((string name, var steps) in run.Result.Results.Single().TrackedSteps.Where(s => Ours.Contains(s.Key)))
        {
            foreach ((object value, _) in steps.SelectMany(s => s.Outputs))
            {
                outputs++;
                Walk(value, name, seen);
            }
        }

        Assert.True(outputs >= Ours.Length - 1, $"Only {outputs} outputs were seen.");
    }

    [Fact]
    public void Every_named_step_is_tracked()
    {
        var tracked = GeneratorSession.RunOnce(Models.ResidualProject
            .With("Digits.cs", Models.WeightedDigits.Files["Model.cs"])
            .With("Calibrated.cs", Calibrated)
            .WithCalibration("digits.calibration.json", CalibrationOfDigits)
            .WithManifest("a", Models.DigitsManifest)
            .WithCalibration("b", "{ }")).Result.Results.Single().TrackedSteps.Keys;
        Assert.Empty(Ours.Except([TrackingNames.Failures, TrackingNames.ApiStub]).Except(tracked));
    }

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null)
        {
            return;
        }

        Assert.False(
            value is ISymbol or SyntaxNode or SyntaxTree or Compilation or SemanticModel or Location or SourceText or IOperation or Delegate,
            $"{path} keeps a {value.GetType().FullName}.");
        Type type = value.GetType();
        if (type.IsPrimitive || type.IsEnum || value is string or DiagnosticDescriptor || (!type.IsValueType && !seen.Add(value)))
        {
            return;
        }

        if (value is IEnumerable items && type.IsArray)
        {
            foreach (object? item in items)
            {
                Walk(item, path + "[]", seen);
            }

            return;
        }

        for (Type? t = type; t is not null; t = t.BaseType)
        {
            foreach (FieldInfo field in t.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                Walk(field.GetValue(value), path + "." + field.Name, seen);
            }
        }
    }
}

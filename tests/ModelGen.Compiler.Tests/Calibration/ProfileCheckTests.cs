using System.Collections.Generic;
using System.Linq;
using ModelGen.Calibration;
using ModelGen.Compiler.Calibration;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Numerics;

namespace ModelGen.Compiler.Tests.Calibration;

/// <summary>Where a profile is not that of a graph.</summary>
public sealed class ProfileCheckTests
{
    [Fact]
    public void A_profile_with_an_entry_for_each_tensor_fits() => Assert.Empty(ProfileCheck.Run(Graph(), Profile("a/Relu", "a/Relu#2", "/Cast", "/Add", "input:x")));

    [Fact]
    public void Each_tensor_without_an_entry_and_all_other_entries_are_failures()
    {
        IReadOnlyList<CompileFailure> failures = ProfileCheck.Run(Graph(), Profile("a/Relu", "/Cast", "input:bytes", "b/Relu", "/weight"));
        Assert.All(failures, f => Assert.Equal(ProfileCheck.Stage, f.Stage));
        Assert.Equal(
            [
                "the calibration has no tensor 'input:x': calibrate the model anew",
                "the calibration has no tensor 'a/Relu#2': calibrate the model anew",
                "the calibration has no tensor '/Add': calibrate the model anew",
                "the calibration has '/weight', 'b/Relu', 'input:bytes', which the model has not: calibrate the model anew",
            ],
            failures.Select(f => f.Message));
        Graph graph = Graph();
        Assert.Equal(["Input", "Relu", "Add", null], failures.Select(f => f.Node is { } id ? graph.ById()[id].Operator.Name : null));
    }

    private static CalibrationProfile Profile(params string[] keys) =>
        new("net", "min-max", ElementType.UInt8, RoundingRule.Onnx, keys.Select(key => TensorCalibration.FromRange(key, 0, 1, ElementType.UInt8)).ToArray());

    /// <summary>Two operators in one scope, a constant, and an input of bytes, which need no entry.</summary>
    private static Graph Graph()
    {
        var builder = new GraphBuilder("net");
        int x = builder.Input("x", TensorType.Float(1, 4)), bytes = builder.Input("bytes", new TensorType(ElementType.UInt8, new Shape(1, 4)));
        int weight = builder.Add(new Relu(), builder.Parameter("weight", TensorType.Float(4)));
        int twice = builder.Add("a", new Relu(), builder.Add("a", new Relu(), x));
        builder.Output("y", builder.Add(new Add(), builder.Add(new Cast(ElementType.Float32), bytes), twice));
        builder.Output("w", weight);
        return builder.Build();
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Runtime.Tests.Models;

public sealed class ModelInfoTests
{
    [Fact]
    public void The_facts_of_a_graph_are_counted()
    {
        var builder = new GraphBuilder("Tied");
        int x = builder.Input("x", TensorType.Float(1, 6, 6, 3));
        int conv = builder.Add("conv", new Operators.Conv2D(1, 1, Pads.None, 1), x, builder.Parameter("conv.weight", TensorType.Float(4, 3, 3, 3)), builder.Parameter("conv.bias", TensorType.Float(4)));
        int flat = builder.Add(new Operators.Reshape(new Shape(1, 64)), conv);
        int weight = builder.Parameter("fc.weight", TensorType.Float(64, 64));
        int turned = builder.Add("fc", new Operators.Transpose((int[])[1, 0]), weight);
        int first = builder.Add("fc", new Operators.Dense(), flat, turned);
        int second = builder.Add("fc", new Operators.Dense(), first, turned);
        builder.Output("y", second);
        ModelInfo info = ModelInfo.FromGraph(builder.Build(), 4096, new Dictionary<int, string> { [conv] = "Conv3x3", [first] = "Gemm" });

        Assert.Equal("Tied", info.Name);
        Assert.Equal([new ValueInfo("x", TensorType.Float(1, 6, 6, 3))], info.Inputs);
        Assert.Equal([new ValueInfo("y", TensorType.Float(1, 64))], info.Outputs);
        Assert.Equal(["conv.weight", "conv.bias", "fc.weight"], info.Parameters.Select(p => p.Path));
        Assert.Equal(108 + 4 + 4096, info.ParameterCount);
        Assert.Equal((16 * 4 * 27) + (2 * 4096), info.Macs);
        Assert.Equal(4096, info.ArenaBytes);
        Assert.Equal(
            [
                new LayerInfo("conv", "Conv2D", new Shape(1, 6, 6, 3), new Shape(1, 4, 4, 4), 16 * 4 * 27, 112, "Conv3x3"),
                new LayerInfo("", "Reshape", new Shape(1, 4, 4, 4), new Shape(1, 64), 0, 0, null),
                new LayerInfo("fc", "Dense", new Shape(1, 64), new Shape(1, 64), 4096, 4096, "Gemm"),
                new LayerInfo("fc", "Dense", new Shape(1, 64), new Shape(1, 64), 4096, 0, null),
            ],
            info.Layers);
    }

    [Fact]
    public void A_path_with_two_types_is_refused()
    {
        var builder = new GraphBuilder("Bad");
        int x = builder.Input("x", TensorType.Float(1, 2));
        x = builder.Add(new Operators.Add(), x, builder.Parameter("p", TensorType.Float(2)));
        builder.Output("y", builder.Add(new Operators.Add(), x, builder.Parameter("p", TensorType.Float(1, 2))));
        Assert.Contains("Parameter 'p' is used both as f32[2] and as f32[1, 2]", Assert.Throws<ArgumentException>(() => ModelInfo.FromGraph(builder.Build())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_need_a_thread()
    {
        Assert.Equal(1, new ModelOptions().Threads);
        Assert.Contains("Threads = 0", Assert.Throws<ArgumentOutOfRangeException>(() => new ModelOptions { Threads = 0 }).Message, StringComparison.Ordinal);
    }
}

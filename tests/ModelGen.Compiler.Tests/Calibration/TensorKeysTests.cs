using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using ModelGen.Compiler.Calibration;
using ModelGen.Compiler.Tests.Support;
using ModelGen.IR;
using ModelGen.Tests;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Compiler.Tests.Calibration;

public class TensorKeysTests
{
    [Fact]
    public void Keys_are_scope_operator_and_ordinal_and_constants_have_none()
    {
        var builder = new GraphBuilder("Net");
        int x = builder.Input("image", TensorType.Float(1, 4));
        int weight = builder.Add("fc", new Operators.Negate(), builder.Parameter("fc.weight", TensorType.Float(4, 4), "fc"));
        int dense = builder.Add("fc", new Operators.Dense(), x, weight);
        int sum = builder.Add(new Operators.Add(), dense, x), twice = builder.Add(new Operators.Add(), sum, x), again = builder.Add("fc", new Operators.Dense(), twice, weight);
        builder.Output("y", again);
        Assert.Equal(
            [(x, "input:image"), (dense, "fc/Dense"), (sum, "/Add"), (twice, "/Add#2"), (again, "fc/Dense#2")],
            TensorKeys.Of(builder.Build()).Select(k => (k.Key, k.Value)));
    }

    [Fact]
    public void No_key_occurs_twice_and_every_run_of_the_passes_gives_the_same() => Gen.Select(Gen.Int, Gen.Int[2, 24]).Check(
        100,
        (seed, size) =>
        {
            Graph graph = RandomGraph.Create(seed, size);
            PipelineResult first = Pipeline.RunBeforeFusion(graph), second = Pipeline.RunBeforeFusion(graph);
            IReadOnlyDictionary<int, string> keys = TensorKeys.Of(first.Graph);
            Assert.Equal(keys, TensorKeys.Of(second.Graph));
            Assert.Distinct(keys.Values);
        });

    [Fact]
    public void Nothing_is_fused_before_fusion() => Assert.DoesNotContain(Pipeline.BeforeFusion, p => p.Name.StartsWith("fuse", StringComparison.Ordinal));
}

using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using ModelGen.Calibration;
using ModelGen.Compiler.Calibration;
using ModelGen.Compiler.Tests.Support;
using ModelGen.IR;
using ModelGen.Numerics;
using ModelGen.Tests;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Compiler.Tests.Calibration;

public class CalibrationRewritesTests
{
    private static readonly CalibrationProfile Empty = new("net", "min-max", ElementType.UInt8, RoundingRule.Onnx, EquatableArray<TensorCalibration>.Empty);

    [Fact]
    public void Pairs_reach_through_all_that_keeps_channel_factors_and_end_where_others_read() => Assert.Equal(
        ["/Conv2D -> /Conv2D#2", "/Conv2D#2 -> /Conv2D#3", "/Conv2D#3 -> /Dense"],
        Pairs(Chain(groups: 2)));

    [Fact]
    public void Clamps_and_second_readers_keep_layers_apart()
    {
        var net = new Net();
        int x = net.Input("x", 1, 4, 4, 2);
        int first = net.Conv(x, "a", 2), clamped = net.Conv(net.Add(new Operators.Relu6(), first), "b", 2);
        int twice = net.Add(new Operators.Add(), net.Conv(clamped, "c", 2), clamped);
        int shown = net.Conv(twice, "d", 2);
        Assert.Empty(Pairs(net.Build(net.Conv(shown, "e", 2), shown)));
    }

    [Fact]
    public void Equalization_changes_neither_results_nor_keys() =>
        Gen.Select(Gen.Int, Gen.Int[1, 2], Gen.Double[0.1, 8].Array[16]).Check(
            30,
            (seed, groups, draws) =>
            {
                Graph graph = Chain(groups);
                CalibrationProfile profile = Empty with
                {
                    Equalization = WeightedLayers.Pairs(graph)
                        .Select(p => new ChannelValues(TensorKeys.Of(graph)[p.Producer.Id], Enumerable.Range(0, p.Producer.Type.Shape[-1]).Select(c => (float)draws[(c + p.Producer.Id) % 16]).ToArray()))
                        .ToArray(),
                };
                PipelineResult result = CalibrationRewrites.Apply(graph, profile);
                Assert.True(result.Succeeded);
                Assert.Equal(3, result.Rewrites);
                Assert.Empty(GraphVerifier.Verify(result.Graph));
                Assert.Equal(TensorKeys.Of(graph), TensorKeys.Of(result.Graph));
                GraphValues.AssertSame(graph, result.Graph, seed, "equalized");
            });

    [Fact]
    public void Equalization_divides_channels_and_corrections_are_added_to_biases()
    {
        var net = new Net();
        int x = net.Input("x", 1, 2), hidden = net.Add(new Operators.Dense(), x, net.Parameter("w", 2, 2), net.Parameter("b", 2));
        Graph graph = net.Build(net.Add(new Operators.Dense(), hidden, net.Parameter("v", 1, 2)));
        PipelineResult result = CalibrationRewrites.Apply(graph, Empty with
        {
            Equalization = new[] { new ChannelValues("/Dense", new[] { 2f, 0.5f }) },
            BiasCorrections = new[] { new ChannelValues("/Dense", new[] { 1f, -1f }), new ChannelValues("/Dense#2", new[] { 3f }) },
        });
        float[] values = Evaluate(result.Graph, hidden), outputs = Evaluate(result.Graph, result.Graph.Outputs[0].Node);

        // x = (1, 2), w = ((1, 2), (3, 4)), b = (5, 6): 10 / 2 + 1 and 17 / 0.5 - 1; v = (1, 2).
        Assert.Equal([6, 33], values);
        Assert.Equal([(6 * 2) + (33 * 0.5f * 2) + 3], outputs);

        PipelineResult none = CalibrationRewrites.Apply(graph, Empty with { BiasCorrections = new[] { new ChannelValues("/Dense", new[] { 1f, -1f }) } }, _ => false);
        Assert.Equal(graph, none.Graph);
    }

    [Theory]
    [InlineData("/Relu", 2, "the model net has no such layer that can be equalized with the next one")]
    [InlineData("/Dense", 10, "the model net has no such layer that can be equalized with the next one")]
    [InlineData("/Conv2D", 3, "they are 3, and the layer has 4 output channels")]
    public void Factors_that_do_not_fit_are_refused(string key, int count, string reason)
    {
        Graph graph = Chain(groups: 1);
        PipelineResult result = CalibrationRewrites.Apply(graph, Empty with { Equalization = new[] { new ChannelValues(key, new float[count]) } });
        CompileFailure failure = Assert.Single(result.Failures);
        Assert.Equal($"The calibration has equalization factors for '{key}', but {reason}: calibrate the model anew.", failure.Message);
        Assert.Equal(graph, result.Graph);
    }

    [Fact]
    public void Corrections_that_do_not_fit_are_all_refused()
    {
        PipelineResult result = CalibrationRewrites.Apply(Chain(groups: 1), Empty with { BiasCorrections = new[] { new ChannelValues("/Gone", new[] { 1f }), new ChannelValues("input:x", new[] { 1f }) } });
        Assert.Equal(2, result.Failures.Count);
        Assert.All(result.Failures, f => Assert.Contains("the model net has no such convolution or dense layer", f.Message, StringComparison.Ordinal));
    }

    private static float[] Evaluate(Graph graph, int node) => GraphInterpreter.Evaluate(
        graph,
        [node],
        _ => new Tensor(new Shape(1, 2), [1f, 2f]),
        path => path switch
        {
            "w" => new Tensor(new Shape(2, 2), [1f, 2f, 3f, 4f]),
            "b" => new Tensor(new Shape(2), [5f, 6f]),
            _ => new Tensor(new Shape(1, 2), [1f, 2f]),
        })[0].Floats;

    private static string[] Pairs(Graph graph)
    {
        IReadOnlyDictionary<int, string> keys = TensorKeys.Of(graph);
        return [.. WeightedLayers.Pairs(graph).Select(p => $"{keys[p.Producer.Id]} -> {keys[p.Consumer.Id]}")];
    }

    /// <summary>Convolution, rectifier, grouped convolution, pool, depthwise convolution, rectifier, global pool, reshape, dense.</summary>
    private static Graph Chain(int groups)
    {
        var net = new Net();
        int x = net.Add(new Operators.LeakyRelu(0.1f), net.Conv(net.Input("x", 1, 6, 6, 3), "a", 4, 3, pads: 1));
        x = net.Add(new Operators.MaxPool(2, 2, 1, default), net.Conv(x, "b", 6, 3, groups: groups));
        x = net.Add(new Operators.Relu(), net.Conv(x, "c", 6, 1, groups: 6));
        x = net.Add(new Operators.Reshape(new Shape(1, 6)), net.Add(new Operators.GlobalAveragePool(), x));
        return net.Build(net.Add(new Operators.Dense(), x, net.Parameter("d", 10, 6), net.Parameter("e", 10)));
    }
}

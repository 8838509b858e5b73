using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using ModelGen.Calibration;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Calibration;
using ModelGen.Compiler.Planning;
using ModelGen.Compiler.Tests.Backends;
using ModelGen.Compiler.Tests.Support;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.IR.Text;
using ModelGen.Numerics;
using ModelGen.Tests;

namespace ModelGen.Compiler.Tests.Quantizing;

/// <summary>
/// Random graphs over all operators with random calibrations, for both element types and rules: what is compiled computes the bits of the
/// quantized graph.
/// </summary>
public class QuantizedGraphTests
{
    private static readonly Gen<(int Seed, int Size, ElementType Element, RoundingRule Rounding)> Cases = Gen.Select(
        Gen.Int, Gen.Int[2, 24], Gen.Bool.Select(signed => signed ? ElementType.Int8 : ElementType.UInt8), Gen.Bool.Select(fixedPoint => fixedPoint ? RoundingRule.TfLite : RoundingRule.Onnx));

    [Fact]
    public void The_passes_behind_quantization_keep_every_bit() => Cases.Check(
        300,
        (seed, size, element, rounding) =>
        {
            Graph graph = RandomGraph.Create(seed, size);
            CalibrationProfile profile = Profile(graph, seed, element, rounding);
            PipelineResult quantized = Pipeline.Quantize(graph, profile, []), compiled = Pipeline.RunQuantized(graph, profile, []);
            Assert.True(quantized.Succeeded && compiled.Succeeded, string.Join("\n", quantized.Failures.Concat(compiled.Failures)) + "\n" + GraphPrinter.Print(graph));
            Assert.Empty(CpuSupport.Check(compiled.Graph));
            IReadOnlyList<Tensor> expected = GraphValues.Run(quantized.Graph, seed), actual = GraphValues.Run(compiled.Graph, seed);
            Assert.Equal(expected.Select(t => t.Type), actual.Select(t => t.Type));
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First.Floats, pair.Second.Floats));
        });

    [Fact]
    public void Kernels_compute_the_bits_of_the_quantized_graph()
    {
        int compiled = 0;
        foreach ((int seed, ElementType element, RoundingRule rounding) in Combinations(0, 20))
        {
            Graph graph = RandomGraph.Create(seed, 8);
            CalibrationProfile profile = Profile(graph, seed, element, rounding);
            Graph quantized = Pipeline.Quantize(graph, profile, []).Graph, rewritten = Pipeline.RunQuantized(graph, profile, []).Graph;
            if (RoundsComputedFloats(quantized))
            {
                continue;
            }

            Dictionary<string, Tensor> inputs = graph.Select<Input>().ToDictionary(n => n.Operator.InputName, n => GraphValues.Input(graph, n.Operator.InputName, seed));
            Dictionary<string, Tensor> parameters = rewritten.Select<IR.Operators.Parameter>().Select(n => n.Operator.Path).Distinct().ToDictionary(path => path, path => GraphValues.Parameter(graph, path, seed));
            BackendCheck.Compare(quantized, inputs, parameters, 2e-5, $"seed {seed}", MemoryPlanner.Plan(rewritten, new CpuPlanningRules(rewritten)), rewritten);
            compiled++;
        }

        Assert.InRange(compiled, 20, 80);
    }

    [Fact]
    public void Results_in_bytes_are_the_real_ones_quantized()
    {
        foreach ((int seed, ElementType element, RoundingRule rounding) in Combinations(100, 12))
        {
            Graph graph = RandomGraph.Create(seed, 8);
            CalibrationProfile profile = Profile(graph, seed, element, rounding);
            HashSet<int> constants = ConstantNodes.Of(Pipeline.RunBeforeFusion(graph).Graph);
            var random = new Random(seed);
            Graph asBytes = graph with
            {
                Outputs = graph.Outputs.Select(o => o with { Bytes = graph.ById()[o.Node].Type.Element == ElementType.Float32 && !constants.Contains(o.Node) ? Byte(random) : null }).ToArray(),
            };
            PipelineResult real = Pipeline.Quantize(graph, profile, []), bytes = Pipeline.Quantize(asBytes, profile, []);
            Assert.True(bytes.Succeeded, string.Join("\n", bytes.Failures));
            IReadOnlyList<Tensor> reals = GraphValues.Run(real.Graph, seed), quantized = GraphValues.Run(bytes.Graph, seed);
            for (int i = 0; i < reals.Count; i++)
            {
                if (bytes.ByteOutputs.FirstOrDefault(o => o.Name == graph.Outputs[i].Name) is { } output)
                {
                    Assert.Equal(output.Element, quantized[i].Type.Element);
                    Assert.Equal(reals[i].Floats.Select(r => output.Quantization.Quantize(r, output.Element, rounding)), Integers(quantized[i]));
                }
            }
        }
    }

    /// <summary>Heads of attention, whose weights pass a clamp in place of a softmax, so that all is in bytes.</summary>
    [Theory]
    [InlineData(ElementType.UInt8, RoundingRule.Onnx)]
    [InlineData(ElementType.UInt8, RoundingRule.TfLite)]
    [InlineData(ElementType.Int8, RoundingRule.Onnx)]
    [InlineData(ElementType.Int8, RoundingRule.TfLite)]
    public void Kernels_compute_products_of_activations(ElementType element, RoundingRule rounding)
    {
        const int Heads = 3, Tokens = 21, Depth = 18;
        var builder = new GraphBuilder("attention");
        int tokens = builder.Input("tokens", TensorType.Float(2, Tokens, Heads * Depth));
        int Head(string name, params int[] permutation)
        {
            int all = builder.Add(name, new IR.Operators.Dense(), tokens, builder.Parameter(name, TensorType.Float(Heads * Depth, Heads * Depth), name));
            return builder.Add(new Transpose(permutation), builder.Add(new Reshape(new Shape(2, Tokens, Heads, Depth)), all));
        }

        int scores = builder.Add(new MatMul(), Head("q", 0, 2, 1, 3), Head("k", 0, 2, 3, 1));
        int weights = builder.Add(new Relu(), builder.Add(new Mul(), scores, builder.Add(Literal.Scalar(0.25f))));
        builder.Output("y", builder.Add(new Relu(), builder.Add(new MatMul(), weights, Head("v", 0, 2, 1, 3))));
        Graph graph = builder.Build();
        CalibrationProfile profile = Profile(graph, 5, element, rounding);
        PipelineResult quantized = Pipeline.Quantize(graph, profile, []), rewritten = Pipeline.RunQuantized(graph, profile, []);
        Assert.Equal(2, rewritten.Graph.Nodes.Count(n => n.Operator is QuantizedMatMul));
        Assert.Empty(quantized.FloatOperations);
        Dictionary<string, Tensor> inputs = new() { ["tokens"] = GraphValues.Input(graph, "tokens", 1) };
        Dictionary<string, Tensor> parameters = new[] { "q", "k", "v" }.ToDictionary(path => path, path => GraphValues.Parameter(graph, path, 1));
        BackendCheck.Compare(quantized.Graph, inputs, parameters, 0, $"{element}, {rounding}", MemoryPlanner.Plan(rewritten.Graph, new CpuPlanningRules(rewritten.Graph)), rewritten.Graph);
    }

    /// <summary>Layers whose results, moved and as they are, are taken as either kind of bytes.</summary>
    [Theory]
    [InlineData(ElementType.UInt8, RoundingRule.Onnx)]
    [InlineData(ElementType.UInt8, RoundingRule.TfLite)]
    [InlineData(ElementType.Int8, RoundingRule.Onnx)]
    [InlineData(ElementType.Int8, RoundingRule.TfLite)]
    public void Kernels_yield_the_bytes_of_results(ElementType element, RoundingRule rounding)
    {
        var builder = new GraphBuilder("bytes");
        int image = builder.Input("image", TensorType.Float(2, 6, 5, 3));
        int features = builder.Add("conv", new IR.Operators.Conv2D(1, 1, new Pads(1, 1, 1, 1), 1), image, builder.Parameter("weight", TensorType.Float(7, 3, 3, 3), "conv"));
        int flat = builder.Add(new Reshape(new Shape(2, 42)), builder.Add(new MaxPool(2, 2, 1, Pads.None), features));
        int scores = builder.Add("dense", new IR.Operators.Dense(), flat, builder.Parameter("matrix", TensorType.Float(9, 42), "dense"));
        foreach ((string name, int value) in new[] { ("features", features), ("flat", flat), ("scores", scores), ("function", builder.Add(new Sigmoid(), features)) })
        {
            builder.Output(name, value);
            builder.Output(name + "_u8", value, ElementType.UInt8);
            builder.Output(name + "_i8", value, ElementType.Int8);
        }

        Graph graph = builder.Build();
        CalibrationProfile profile = Profile(graph, 3, element, rounding);
        PipelineResult quantized = Pipeline.Quantize(graph, profile, []), rewritten = Pipeline.RunQuantized(graph, profile, []);
        Assert.True(rewritten.Succeeded, string.Join("\n", rewritten.Failures));
        Dictionary<string, Tensor> inputs = new() { ["image"] = GraphValues.Input(graph, "image", 1) };
        Dictionary<string, Tensor> parameters = new[] { "weight", "matrix" }.ToDictionary(path => path, path => GraphValues.Parameter(graph, path, 1));
        BackendCheck.Compare(quantized.Graph, inputs, parameters, 0, $"{element}, {rounding}", MemoryPlanner.Plan(rewritten.Graph, new CpuPlanningRules(rewritten.Graph)), rewritten.Graph);
    }

    private static ElementType Byte(Random random) => random.Next(2) == 0 ? ElementType.UInt8 : ElementType.Int8;

    private static IEnumerable<int> Integers(Tensor tensor) => tensor.Type.Element == ElementType.UInt8 ? tensor.Bytes.Select(b => (int)b) : tensor.SignedBytes.Select(b => (int)b);

    /// <summary>Whether single precision that kernels may sum in another order is rounded to bytes, which can then be a step apart.</summary>
    private static bool RoundsComputedFloats(Graph graph)
    {
        Dictionary<int, Node> nodes = graph.ById();
        return graph.Nodes.Any(n => n.Operator is Quantize && nodes[n.Inputs[0]].Operator is not (Input or Cast));
    }

    /// <summary>So many seeds from one on, with signed and unsigned bytes under both rules.</summary>
    private static IEnumerable<(int Seed, ElementType Element, RoundingRule Rounding)> Combinations(int first, int count) =>
        from seed in Enumerable.Range(first, count)
        from element in new[] { ElementType.UInt8, ElementType.Int8 }
        from rounding in new[] { RoundingRule.Onnx, RoundingRule.TfLite }
        select (seed, element, rounding);

    /// <summary>A calibration by ranges at random; what moves quantized values has the quantization of where they come from.</summary>
    private static CalibrationProfile Profile(Graph graph, int seed, ElementType element, RoundingRule rounding)
    {
        var random = new Random(seed);
        Graph before = Pipeline.RunBeforeFusion(graph).Graph;
        IReadOnlyDictionary<int, string> keys = TensorKeys.Of(before);
        TensorCalibration[] tensors = [.. before.Nodes.Where(n => n.Type.Element == ElementType.Float32 && keys.ContainsKey(n.Id)).Select(n =>
            TensorCalibration.FromRange(keys[n.Id], -0.1f - (4 * random.NextSingle()), 0.1f + (4 * random.NextSingle()), element))];
        return new CalibrationProfile(graph.Name, "random", element, rounding, tensors);
    }
}

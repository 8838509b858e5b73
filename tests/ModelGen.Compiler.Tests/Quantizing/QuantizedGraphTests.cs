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
    public void The_passes_behind_quantization_keep_every_bit() => Cases.Sample(
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
        },
        iter: 300,
        seed: "0000KOIKNC91");

    [Fact]
    public void Kernels_compute_the_bits_of_the_quantized_graph()
    {
        int compiled = 0;
        foreach ((int seed, ElementType element, RoundingRule rounding) in
            from seed in Enumerable.Range(0, 20)
            from element in new[] { ElementType.UInt8, ElementType.Int8 }
            from rounding in new[] { RoundingRule.Onnx, RoundingRule.TfLite }
            select (seed, element, rounding))
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

    /// <summary>Whether single precision that kernels may sum in another order is rounded to bytes, which can then be a step apart.</summary>
    private static bool RoundsComputedFloats(Graph graph)
    {
        Dictionary<int, Node> nodes = graph.ById();
        return graph.Nodes.Any(n => n.Operator is Quantize && nodes[n.Inputs[0]].Operator is not (Input or Cast));
    }

    /// <summary>A calibration by ranges at random; what moves quantized values has the quantization of where they come from.</summary>
    private static CalibrationProfile Profile(Graph graph, int seed, ElementType element, RoundingRule rounding)
    {
        var random = new Random(seed);
        Graph before = Pipeline.Run(graph, Pipeline.BeforeFusion).Graph;
        IReadOnlyDictionary<int, string> keys = TensorKeys.Of(before);
        TensorCalibration[] tensors = [.. before.Nodes.Where(n => n.Type.Element == ElementType.Float32 && keys.ContainsKey(n.Id)).Select(n =>
            TensorCalibration.FromRange(keys[n.Id], -0.1f - (4 * random.NextSingle()), 0.1f + (4 * random.NextSingle()), element))];
        return new CalibrationProfile(graph.Name, "random", element, rounding, tensors);
    }
}

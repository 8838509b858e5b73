using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Calibration;
using ModelGen.Compiler;
using ModelGen.Compiler.Backends.Npu;
using ModelGen.Compiler.Calibration;
using ModelGen.Conformance.Harness;
using ModelGen.IR;
using ModelGen.Npu;
using ModelGen.Numerics;
using ModelGen.Tests;
using ModelGen.Tests.Quantized;

namespace ModelGen.Conformance.Tests;

/// <summary>The sample models in 8 bits on NPUs: each compiles for each preset; those that a plain emulator runs in reasonable time compute what the reference does, bit for bit.</summary>
public class NpuModelTests : ISampleTest
{
    /// <summary>Larger models run only where everything is tested.</summary>
    private const long LargestOfEveryRun = 15_000_000;

    private static readonly string[] PresetsOfEveryRun = ["ethos-u55-128", "gemmini-16x16"];

    [Theory]
    [MemberData(nameof(SampleModels.All), MemberType = typeof(SampleModels))]
    public void Compiles_for_every_preset_and_computes_the_reference(string model) => SampleModels.Check(model, this);

    void ISampleTest.Check<TModel>(ModelWeights weights)
    {
        ModelInfo info = TModel.Info;
        bool isFixedPoint = false;
        foreach (NpuMachine machine in NpuPresets.All.Select(p => p.Machine))
        {
            Graph graph = Quantize(info, isFixedPoint ? RoundingRule.TfLite : RoundingRule.Onnx);
            isFixedPoint = !isFixedPoint;
            NpuCompilation compilation = NpuCompiler.Compile(graph, machine);
            Assert.True(compilation.Plan is not null, $"{info.Name} on {machine.Name}: {string.Join("; ", compilation.Failures)}");
            if (RandomCases.IsAll || (info.Macs <= LargestOfEveryRun && PresetsOfEveryRun.Contains(machine.Name)))
            {
                Run(graph, compilation.Plan, info, weights);
            }
        }
    }

    private static void Run(Graph graph, NpuPlan plan, ModelInfo info, ModelWeights weights)
    {
        Dictionary<string, Tensor> inputs = info.Inputs.Zip(CalibratedModel.Inputs(info, SampleModels.Seed)).ToDictionary(p => p.First.Name, p => p.Second);
        Dictionary<string, Tensor> parameters = info.Parameters.ToDictionary(p => p.Path, p => weights[p.Path]);
        NpuModel model = plan.Link(parameters.GetValueOrDefault);
        IReadOnlyList<Tensor> expected = GraphInterpreter.Run(graph, inputs, parameters), actual = model.Run(inputs).Outputs;
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.True(expected[i].Floats.AsSpan().SequenceEqual(actual[i].Floats), $"{info.Name} on {plan.Machine.Name}: output {i} differs");
        }
    }

    /// <summary>The model in 8 bits, with a range of values for each tensor that random weights and inputs roughly have.</summary>
    private static Graph Quantize(ModelInfo info, RoundingRule rounding)
    {
        Graph graph = Pipeline.RunBeforeFusion(info.Graph).Graph;
        var random = new Random(SampleModels.Seed);
        var profile = new CalibrationProfile(info.Name, "random", ElementType.Int8, rounding, TensorKeys.Of(graph)
            .Select(k => TensorCalibration.FromRange(k.Value, -2 - random.NextSingle(), 2 + random.NextSingle(), ElementType.Int8)).ToArray());
        PipelineResult quantized = Pipeline.Quantize(info.Graph, profile, []);
        Assert.True(quantized.Succeeded, string.Join("; ", quantized.Failures));
        return quantized.Graph;
    }
}

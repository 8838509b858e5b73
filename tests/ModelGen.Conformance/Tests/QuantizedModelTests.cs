using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler;
using ModelGen.Conformance.Harness;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Tests;
using ModelGen.Tests.Quantized;

namespace ModelGen.Conformance.Tests;

/// <summary>
/// The sample models in 8 bits: every instruction set and number of threads = ONNX Runtime on the exported QDQ model, and = the reference
/// semantics of the quantized graph, bit for bit.
/// </summary>
public class QuantizedModelTests : ISampleTest
{
    /// <summary>The reference takes seconds for larger models; there, ONNX Runtime alone says what is right, unless everything is tested.</summary>
    private const long LargestReference = 20_000_000;

    [Theory]
    [MemberData(nameof(SampleModels.All), MemberType = typeof(SampleModels))]
    public void Computes_what_ONNX_Runtime_does(string model) => SampleModels.Check(model, this);

    void ISampleTest.Check<TModel>(ModelWeights weights)
    {
        CalibratedModel model = CalibratedModel.Create<TModel>(weights);
        ModelInfo info = model.Info;
        Tensor[] inputs = [.. CalibratedModel.Inputs(info, SampleModels.Seed)];
        Graph graph = Pipeline.Quantize(info.Graph, info.Calibration!, info.FloatScopes).Graph;
        Assert.Contains(graph.Nodes, n => n.Operator is QuantizedConv2D or QuantizedDense);

        // Results in bytes are equal; what is computed from them in single precision is close.
        bool isExact = graph.Outputs.All(o => graph.ById()[o.Node].Operator is Dequantize or Reshape);
        float[][] expected = OnnxOracle.RunQuantized(info, weights, inputs);
        if (info.Macs <= LargestReference || RandomCases.IsAll)
        {
            Dictionary<string, Tensor> named = info.Inputs.Zip(inputs).ToDictionary(p => p.First.Name, p => p.Second);
            Dictionary<string, Tensor> parameters = info.Parameters.ToDictionary(p => p.Path, p => weights[p.Path]);
            Compare("reference", [.. GraphInterpreter.Run(graph, named, parameters).Select(t => t.Floats)]);
        }

        foreach (Isa isa in Enum.GetValues<Isa>())
        {
            foreach (int threads in new[] { 1, 2 })
            {
                if (TryLoad(model, weights, new ModelOptions { Isa = isa, Threads = threads, Precision = Precision.Int8 }) is not { } run)
                {
                    continue;
                }

                float[][] actual = [.. info.Outputs.Select(o => new float[o.Type.Shape.ElementCount])];
                run([.. inputs.Select(CompiledModel.Values)], actual);
                Compare($"{isa}, {threads} thread(s)", actual);
            }
        }

        void Compare(string execution, float[][] actual)
        {
            for (int i = 0; i < expected.Length; i++)
            {
                string? difference = isExact
                    ? expected[i].AsSpan().SequenceEqual(actual[i]) ? null : $"{expected[i].Zip(actual[i]).Count(p => p.First != p.Second)} of {expected[i].Length} values differ"
                    : Tolerance.Network.Difference(expected[i], actual[i]);
                Assert.True(difference is null, $"{info.Name}, {execution}, {info.Outputs[i].Name}: {difference}");
            }
        }
    }

    /// <summary>A model that runs; null where the processor lacks the instruction set.</summary>
    internal static Action<Array[], Array[]>? TryLoad(CalibratedModel model, ModelWeights weights, ModelOptions options)
    {
        try
        {
            return model.Load(weights, options);
        }
        catch (PlatformNotSupportedException)
        {
            return null;
        }
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Calibration;
using ModelGen.Compiler;
using ModelGen.Conformance.Harness;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Numerics;
using ModelGen.Tests;
using ModelGen.Tests.Quantized;

namespace ModelGen.Conformance.Tests;

/// <summary>
/// The sample models on signed bytes, and by the rule of TensorFlow Lite: every instruction set = the reference semantics of the quantized
/// graph, bit for bit. Where the reference takes long, unless everything is tested, the instruction sets are held to the scalar one.
/// </summary>
public class CalibratedModelTests
{
    private const long LargestReference = 20_000_000;

    public static TheoryData<string, ElementType, RoundingRule> Calibrations
    {
        get
        {
            var data = new TheoryData<string, ElementType, RoundingRule>();
            foreach (string model in SampleModels.Zoo)
            {
                data.Add(model, ElementType.Int8, RoundingRule.Onnx);
                data.Add(model, ElementType.Int8, RoundingRule.TfLite);
                data.Add(model, ElementType.UInt8, RoundingRule.TfLite);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Calibrations))]
    public void Computes_the_reference(string model, ElementType element, RoundingRule rounding) => SampleModels.Check(model, new Test(element, rounding));

    private sealed class Test(ElementType element, RoundingRule rounding) : ISampleTest
    {
        public void Check<TModel>(ModelWeights weights)
            where TModel : IModel<TModel>
        {
            CalibratedModel model = CalibratedModel.CreateWith<TModel>(weights, new CalibrationOptions { Element = element, Rounding = rounding });
            ModelInfo info = model.Info;
            Tensor[] inputs = [.. CalibratedModel.Inputs(info, SampleModels.Seed)];
            Graph graph = Pipeline.Quantize(info.Graph, info.Calibration!, info.FloatScopes).Graph;
            Assert.Contains(graph.Nodes, n => n.Operator is QuantizedConv2D or QuantizedDense && n.Type.Element == element);
            bool isExact = graph.Outputs.All(o => graph.ById()[o.Node].Operator is Dequantize or Reshape);
            float[][]? expected = null;
            if (info.Macs <= LargestReference || RandomCases.IsAll)
            {
                Dictionary<string, Tensor> named = info.Inputs.Zip(inputs).ToDictionary(p => p.First.Name, p => p.Second);
                Dictionary<string, Tensor> parameters = info.Parameters.ToDictionary(p => p.Path, p => weights[p.Path]);
                expected = [.. GraphInterpreter.Run(graph, named, parameters).Select(t => t.Floats)];
            }

            foreach (Isa isa in Enum.GetValues<Isa>().OrderBy(isa => isa != Isa.Scalar))
            {
                if (QuantizedModelTests.TryLoad(model, weights, new ModelOptions { Isa = isa, Threads = 2, Precision = Precision.Int8 }) is not { } run)
                {
                    continue;
                }

                float[][] actual = [.. info.Outputs.Select(o => new float[o.Type.Shape.ElementCount])];
                run([.. inputs.Select(CompiledModel.Values)], actual);
                expected ??= actual;
                for (int i = 0; i < expected.Length; i++)
                {
                    string? difference = isExact
                        ? expected[i].AsSpan().SequenceEqual(actual[i]) ? null : $"{expected[i].Zip(actual[i]).Count(p => p.First != p.Second)} of {expected[i].Length} values differ"
                        : Tolerance.Network.Difference(expected[i], actual[i]);
                    Assert.True(difference is null, $"{info.Name}, {element}, {rounding}, {isa}, {info.Outputs[i].Name}: {difference}");
                }
            }
        }
    }
}

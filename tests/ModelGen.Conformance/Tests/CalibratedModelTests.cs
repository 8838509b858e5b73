using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Calibration;
using ModelGen.Compiler;
using ModelGen.Conformance.Harness;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Numerics;
using ModelGen.Tests.Quantized;
using Zoo;

namespace ModelGen.Conformance.Tests;

/// <summary>
/// The sample models on signed bytes, and by the rule of TensorFlow Lite: every instruction set = the reference semantics of the quantized
/// graph, bit for bit. Where the reference takes long, unless everything is tested, the instruction sets are held to the scalar one.
/// </summary>
public class CalibratedModelTests
{
    private const int Seed = 1;
    private const long LargestReference = 20_000_000;

    public static TheoryData<ElementType, RoundingRule> Calibrations => new()
    {
        { ElementType.Int8, RoundingRule.Onnx },
        { ElementType.Int8, RoundingRule.TfLite },
        { ElementType.UInt8, RoundingRule.TfLite },
    };

    [Theory]
    [MemberData(nameof(Calibrations))]
    public void ResNet8(ElementType element, RoundingRule rounding) => Check<ResNet8>(element, rounding);

    [Theory]
    [MemberData(nameof(Calibrations))]
    public void DsCnn(ElementType element, RoundingRule rounding) => Check<DsCnn>(element, rounding);

    [Theory]
    [MemberData(nameof(Calibrations))]
    public void Autoencoder(ElementType element, RoundingRule rounding) => Check<Autoencoder>(element, rounding);

    [Theory]
    [MemberData(nameof(Calibrations))]
    public void MobileNetV1(ElementType element, RoundingRule rounding) => Check<MobileNetV1>(element, rounding);

    [Theory]
    [MemberData(nameof(Calibrations))]
    public void MobileNetV2(ElementType element, RoundingRule rounding) => Check<MobileNetV2>(element, rounding);

    [Theory]
    [MemberData(nameof(Calibrations))]
    public void TinyDetector(ElementType element, RoundingRule rounding) => Check<TinyDetector>(element, rounding);

    [Theory]
    [MemberData(nameof(Calibrations))]
    public void ResNet18(ElementType element, RoundingRule rounding) => Check<ResNet18>(element, rounding);

    [Theory]
    [MemberData(nameof(Calibrations))]
    public void ResNet50(ElementType element, RoundingRule rounding) => Check<ResNet50>(element, rounding);

    private static void Check<TModel>(ElementType element, RoundingRule rounding)
        where TModel : IModel<TModel>
    {
        ModelWeights weights = ModelWeights.Random(TModel.Info, Seed);
        CalibratedModel model = CalibratedModel.CreateWith<TModel>(weights, new CalibrationOptions { Element = element, Rounding = rounding });
        ModelInfo info = model.Info;
        Tensor[] inputs = [.. CalibratedModel.Inputs(info, Seed)];
        Graph graph = Pipeline.Quantize(info.Graph, info.Calibration!, info.FloatScopes).Graph;
        Assert.Contains(graph.Nodes, n => n.Operator is QuantizedConv2D or QuantizedDense && n.Type.Element == element);
        bool isExact = graph.Outputs.All(o => graph.ById()[o.Node].Operator is Dequantize or Reshape);
        float[][]? expected = null;
        if (info.Macs <= LargestReference || Budget.IsAll)
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

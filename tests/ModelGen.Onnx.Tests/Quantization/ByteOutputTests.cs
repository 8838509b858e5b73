using System.Collections.Generic;
using System.Linq;
using ModelGen.Calibration;
using ModelGen.Compiler;
using ModelGen.Compiler.Calibration;
using ModelGen.Compiler.Quantizing;
using ModelGen.IR;
using ModelGen.Numerics;
using ModelGen.Onnx.Tests.Support;

namespace ModelGen.Onnx.Tests.Quantization;

/// <summary>Models whose results are taken as bytes: what a QDQ export yields in ONNX Runtime, and what is read back from it.</summary>
public class ByteOutputTests
{
    private const int Seed = 11;

    [Theory]
    [InlineData(ElementType.UInt8, OnnxImageLayout.ChannelsFirst)]
    [InlineData(ElementType.UInt8, OnnxImageLayout.ChannelsLast)]
    [InlineData(ElementType.Int8, OnnxImageLayout.ChannelsLast)]
    public void ONNX_Runtime_yields_the_same_bytes(ElementType element, OnnxImageLayout layout)
    {
        ModelInfo info = Model(element);
        ModelWeights weights = ModelWeights.Random(info, Seed);
        PipelineResult quantized = Pipeline.Quantize(info.Graph, info.Calibration!, []);
        OnnxModel model = OnnxExporter.Export(info, weights, new OnnxExportOptions { InputLayout = layout });
        Assert.Equal([element], model.Outputs.Select(o => o.Type.Element));
        var random = new System.Random(Seed);
        Dictionary<string, Tensor> inputs = RandomTensors.Inputs(random, info.Graph, 256), parameters = info.Parameters.ToDictionary(p => p.Path, p => weights[p.Path]);
        Tensor expected = GraphInterpreter.Run(quantized.Graph, inputs, parameters)[0], actual = OnnxRunner.Run(model, info.Graph, inputs)[0];
        Assert.Equal(expected.Type, actual.Type);
        Assert.Equal(Integers(expected), Integers(actual));
        Assert.True(Integers(expected).Distinct().Count() > 2);
        ByteOutput output = Assert.Single(quantized.ByteOutputs);
        Assert.Equal((element, element == ElementType.Int8 ? -28 : 100), (output.Element, output.Quantization.ZeroPoint));
    }

    [Theory]
    [InlineData(ElementType.UInt8)]
    [InlineData(ElementType.Int8)]
    public void The_calibration_is_read_back_whatever_the_bytes(ElementType element)
    {
        ModelInfo info = Model(element);
        OnnxModel model = OnnxExporter.Export(info, ModelWeights.Random(info, Seed));
        CalibrationProfile read = OnnxCalibrationReader.Read(info, model.Proto);
        Assert.Equal(ElementType.UInt8, read.Element);
        Graph graph = Pipeline.Quantize(info.Graph, info.Calibration!, []).Graph;
        Assert.Equal(graph, Pipeline.Quantize(info.Graph, read, []).Graph);
    }

    [Fact]
    public void In_single_precision_the_result_is_real() =>
        Assert.Equal(ElementType.Float32, OnnxExporter.Export(Model(ElementType.UInt8), ModelWeights.Random(Model(ElementType.UInt8), Seed), new OnnxExportOptions { Precision = Precision.F32 }).Outputs[0].Type.Element);

    /// <summary>A small network in unsigned bytes whose result is taken as bytes of a type.</summary>
    private static ModelInfo Model(ElementType element)
    {
        Graph traced = SampleGraphs.Cnn();
        Graph graph = traced with { Outputs = traced.Outputs.Select(o => o with { Bytes = element }).ToArray() };
        Graph before = Pipeline.RunBeforeFusion(graph).Graph;
        var profile = new CalibrationProfile(graph.Name, "test", ElementType.UInt8, RoundingRule.Onnx, TensorKeys.Of(before)
            .Select((k, i) => new TensorCalibration(k.Value, -100 * Scale(i), 155 * Scale(i), Scale(i), 100)).ToArray());
        return ModelInfo.FromGraph(graph, calibration: profile);
    }

    private static float Scale(int tensor) => 0.02f + (tensor * 0.001f);

    private static IEnumerable<int> Integers(Tensor tensor) => tensor.Type.Element == ElementType.UInt8 ? tensor.Bytes.Select(b => (int)b) : tensor.SignedBytes.Select(b => (int)b);
}

using ModelGen.Compiler.Backends.Cpu;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Numerics;

namespace ModelGen.Compiler.Tests.Backends.Quantized;

/// <summary>Transposed convolutions of bytes = their reference, at every width, bit for bit.</summary>
public sealed class ByteTransposedConvolutionTests
{
    [Theory]
    [InlineData(RoundingRule.Onnx, 1)]
    [InlineData(RoundingRule.Onnx, 2)]
    [InlineData(RoundingRule.TfLite, 3)]
    public void Equal_the_reference(RoundingRule rounding, int seed)
    {
        var graph = new ByteGraph(seed) { Rounding = rounding };
        foreach ((int kernel, int stride, int dilation, Pads pads, int more) in new[]
        {
            (2, 2, 1, Pads.None, 0), (3, 2, 1, new Pads(1, 1, 1, 1), 1), (3, 1, 1, new Pads(0, 1, 2, 0), 0), (2, 3, 1, Pads.None, 0), (3, 2, 2, new Pads(1, 0, 0, 1), 1), (4, 3, 2, Pads.None, 2),
        })
        {
            Quantization x = graph.Quantization();
            int inputs = graph.Random.Next(1, 24), outputs = graph.Random.Next(1, 40), image = graph.Input(2, 4, 7, inputs);
            (int min, int max) = graph.Bounds();
            var convolution = new QuantizedConvTranspose2D(stride, dilation, pads, more, 1, x, graph.Quantization(), ElementType.UInt8, min, max, rounding);
            int weight = graph.Parameter(inputs, outputs, kernel, kernel + 1), scales = graph.Add(new WeightScale(1), weight), quantized = graph.Add(new QuantizeWeight(1), weight, scales);
            int result = graph.Result(
                convolution, graph.Random.Next(2) == 0 ? [image, quantized, scales] : [image, quantized, scales, graph.Add(new QuantizeBias(x.Scale), graph.Parameter(outputs), scales)]);
            if (outputs > 1)
            {
                graph.Surround(result);
            }
        }

        graph.Check();
    }

    [Fact]
    public void Groups_are_refused()
    {
        var graph = new GraphBuilder("groups");
        int x = graph.Input("x", new TensorType(ElementType.UInt8, new Shape(1, 3, 3, 4)));
        int weight = graph.Parameter("w", new TensorType(ElementType.Int8, new Shape(4, 1, 2, 2))), scales = graph.Parameter("s", TensorType.Float(4));
        graph.Output("y", graph.Add(new QuantizedConvTranspose2D(2, 1, Pads.None, 0, 4, new(1, 0), new(1, 0), ElementType.UInt8, 0, 255, RoundingRule.Onnx), x, weight, scales));
        Assert.StartsWith("QuantizedConvTranspose2D has groups", Assert.Single(CpuSupport.Check(graph.Build())).Message, System.StringComparison.Ordinal);
    }
}

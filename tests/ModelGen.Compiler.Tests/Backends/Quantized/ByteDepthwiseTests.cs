using ModelGen.IR.Operators;
using ModelGen.Numerics;

namespace ModelGen.Compiler.Tests.Backends.Quantized;

/// <summary>Depthwise convolutions of bytes = their reference, at every width, bit for bit.</summary>
public sealed class ByteDepthwiseTests
{
    [Theory]
    [InlineData(RoundingRule.Onnx, 1, 16, 3, 1, 1)]
    [InlineData(RoundingRule.Onnx, 2, 5, 3, 2, 1)]
    [InlineData(RoundingRule.Onnx, 3, 33, 5, 1, 1)]
    [InlineData(RoundingRule.Onnx, 4, 24, 3, 1, 2)]
    [InlineData(RoundingRule.Onnx, 5, 70, 2, 3, 1)]
    [InlineData(RoundingRule.Onnx, 8, 20, 4, 1, 1)]
    [InlineData(RoundingRule.Onnx, 9, 49, 7, 2, 1)]
    [InlineData(RoundingRule.Onnx, 10, 3, 5, 1, 9)]
    [InlineData(RoundingRule.Onnx, 11, 70, 3, 2, 1)]
    [InlineData(RoundingRule.Onnx, 12, 64, 3, 1, 1)]
    [InlineData(RoundingRule.TfLite, 6, 33, 3, 1, 1)]
    [InlineData(RoundingRule.TfLite, 7, 5, 3, 2, 1)]
    public void Equal_the_reference(RoundingRule rounding, int seed, int channels, int kernel, int stride, int dilation)
    {
        var graph = new ByteGraph(seed) { Rounding = rounding };
        foreach ((int images, int height, int width) in new[] { (2, 6, 17), (1, 1, 9) })
        {
            int reach = (kernel - 1) * dilation, pad = reach / 2;
            var pads = new Pads(pad, pad, reach - pad, reach - pad);
            Quantization x = graph.Quantization();
            int image = graph.Input(images, height, width, channels), same = graph.Input(channels), single = graph.Input(1, 1, 1, 1);
            foreach (bool hasBias in new[] { false, true })
            {
                (int min, int max) = graph.Bounds();
                var convolution = new QuantizedConv2D(stride, dilation, pads, channels, x, graph.Quantization(), ElementType.UInt8, min, max, rounding);
                int[] weight = graph.Weight(channels, 1, kernel, kernel);
                int[] inputs = hasBias ? [image, .. weight, graph.Add(new QuantizeBias(convolution.X.Scale), graph.Parameter(channels), weight[1])] : [image, .. weight];
                int result = graph.Result(convolution, inputs);
                graph.Surround(result);
                int residual = graph.Input([.. graph.ShapeOf(result)]), next = inputs.Length;
                FusedStep[] steps = [new(graph.Table(), new[] { ~0 }), new(graph.Binary(), new[] { ~1, next }), new(graph.Binary(), new[] { next + 1, ~2 }), new(graph.Binary(), new[] { ~3, next + 2 })];
                graph.Result(new Fused(convolution, inputs.Length, steps), [.. inputs, residual, same, single]);
            }
        }

        graph.Check();
    }
}

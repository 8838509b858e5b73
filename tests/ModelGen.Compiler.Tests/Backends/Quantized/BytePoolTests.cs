using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Numerics;

namespace ModelGen.Compiler.Tests.Backends.Quantized;

/// <summary>Pooling of bytes = its reference, at every width, bit for bit.</summary>
public sealed class BytePoolTests
{
    [Theory]
    [InlineData(RoundingRule.Onnx, false)]
    [InlineData(RoundingRule.TfLite, false)]
    [InlineData(RoundingRule.Onnx, true)]
    [InlineData(RoundingRule.TfLite, true)]
    public void Equal_the_reference(RoundingRule rounding, bool isShifted)
    {
        var graph = new ByteGraph(1) { Rounding = rounding, IsShifted = isShifted };
        foreach ((int height, int width, int channels, int kernel, int stride, int pad, int dilation) in new[]
        {
            (8, 8, 16, 2, 2, 0, 1), (6, 4, 59, 2, 2, 0, 1), (5, 5, 9, 2, 1, 1, 1), (9, 7, 5, 3, 2, 1, 1), (7, 7, 20, 3, 1, 1, 2), (10, 6, 33, 5, 3, 2, 1), (5, 5, 1100, 3, 2, 1, 1), (4, 4, 127, 2, 1, 1, 1), (3, 3, 1, 3, 1, 1, 1),
        })
        {
            Quantization x = graph.Quantization(), y = rounding == RoundingRule.TfLite ? x : graph.Quantization();
            var pads = new Pads(pad, pad, pad, pad);
            int image = graph.Input(2, height, width, channels), scale = graph.Input(channels), single = graph.Input(1);
            Operator[] pools =
            [
                new MaxPool(kernel, stride, dilation, pads),
                new QuantizedAveragePool(kernel, stride, pads, true, x, y, ElementType.UInt8, rounding) { IsShifted = isShifted },
                new QuantizedAveragePool(kernel, stride, pads, false, x, y, ElementType.UInt8, rounding) { IsShifted = isShifted },
                new QuantizedGlobalAveragePool(graph.Quantization(), graph.Quantization(), ElementType.UInt8, rounding),
            ];
            foreach (Operator pool in pools)
            {
                graph.Result(pool, image);
                FusedStep[] steps = [new(graph.Binary(), new[] { ~0, 1 }), new(graph.Table(), new[] { ~1 }), new(graph.Binary(), new[] { 2, ~2 })];
                graph.Result(new Fused(pool, 1, steps), image, scale, single);
            }
        }

        graph.Check();
    }

    [Theory]
    [InlineData(RoundingRule.Onnx)]
    [InlineData(RoundingRule.TfLite)]
    public void Planes_with_halos(RoundingRule rounding)
    {
        var graph = new ByteGraph(2) { Rounding = rounding };
        Quantization quantization = graph.Quantization();
        int image = graph.Input(2, 6, 7, 24);
        graph.Surround(image);
        graph.Surround(graph.Result(new MaxPool(3, 2, 1, new Pads(1, 1, 1, 1)), image));
        graph.Surround(graph.Result(new QuantizedAveragePool(3, 1, new Pads(1, 1, 1, 1), false, quantization, quantization, ElementType.UInt8, rounding), image));
        graph.Result(new QuantizedGlobalAveragePool(quantization, graph.Quantization(), ElementType.UInt8, rounding), image);
        graph.Check();
    }
}

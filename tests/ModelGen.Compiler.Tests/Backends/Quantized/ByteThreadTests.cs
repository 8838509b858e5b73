using ModelGen.IR.Operators;
using ModelGen.Numerics;

namespace ModelGen.Compiler.Tests.Backends.Quantized;

/// <summary>Operators on so many bytes that threads share them = their reference.</summary>
public sealed class ByteThreadTests
{
    [Fact]
    public void Units_of_every_kernel_are_independent()
    {
        var graph = new ByteGraph(1);
        Quantization x = graph.Quantization();
        int a = graph.Input(1, 61, 65, 64), b = graph.Input(1, 61, 65, 64);
        var pads = new Pads(1, 1, 1, 1);
        graph.Result(graph.Binary(), a, b);
        graph.Result(new Fused(graph.Table(), 1, new FusedStep[] { new(graph.Binary(), new[] { ~0, 1 }) }), a, b);
        graph.Surround(graph.Result(graph.Table(), b));
        graph.Result(new Dequantize(x), a);
        graph.Result(new MaxPool(3, 2, 1, pads), a);
        graph.Result(new QuantizedAveragePool(3, 1, pads, false, x, graph.Quantization(), ElementType.UInt8, RoundingRule.Onnx), a);
        graph.Result(new QuantizedConv2D(1, 1, pads, 64, x, graph.Quantization(), ElementType.UInt8, 0, 255, RoundingRule.Onnx), [a, .. graph.Weight(64, 1, 3, 3)]);
        graph.Result(new Concat(3), a, b);
        graph.Result(new Transpose(new[] { 0, 3, 1, 2 }), a);
        graph.Result(new Resize(64, 66, ResizeMode.Nearest, ResizeCoordinates.HalfPixel), b);
        graph.Result(new Pad(new[] { 0, 1, 2, 3 }, new[] { 0, 3, 2, 1 }, 7), b);
        graph.Result(new ReduceMax(new[] { 3 }, KeepDims: false), b);
        graph.Check();
    }
}

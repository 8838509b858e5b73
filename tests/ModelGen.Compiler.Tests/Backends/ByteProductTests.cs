using System;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Planning;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Numerics;

namespace ModelGen.Compiler.Tests.Backends;

/// <summary>Quantized convolutions and dense layers, compiled, on every instruction set: equal to the reference semantics.</summary>
public class ByteProductTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 24)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Convolution_of_any_geometry(int seed)
    {
        var random = new Random(seed);
        int groups = random.Next(4) == 0 ? 2 : 1;
        int inputs = groups * random.Next(1, 9), outputs = groups * random.Next(1, 75);
        var kernel = new Size2D(random.Next(1, 5), random.Next(1, 5));
        var dilation = new Size2D(random.Next(1, 3), random.Next(1, 3));
        var pads = new Pads(random.Next(kernel.Height), random.Next(kernel.Width), random.Next(kernel.Height), random.Next(kernel.Width));
        var image = new Shape(random.Next(1, 3), random.Next(8, 15), random.Next(8, 15), inputs);
        var stride = new Size2D(random.Next(1, 3), random.Next(1, 3));
        QuantizedGraphs.Layer layer = QuantizedGraphs.Draw(random);
        var builder = new GraphBuilder("Model");
        int x = builder.Input("x", new TensorType(ElementType.UInt8, image));
        int y = QuantizedGraphs.Add(
            builder,
            x,
            new Shape(outputs, inputs / groups, kernel.Height, kernel.Width),
            random.Next(2) == 0,
            layer.X,
            new QuantizedConv2D(stride, dilation, pads, groups, layer.X, layer.Y, ElementType.UInt8, layer.Min, layer.Max, layer.Rounding));
        builder.Output("y", y);
        BackendCheck.Compare(builder.Build(), seed);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Dense_layer_of_any_size(int seed)
    {
        var random = new Random(seed);
        int depth = random.Next(1, 130), channels = random.Next(1, 140);
        int[] outer = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(1, 5))];
        QuantizedGraphs.Layer layer = QuantizedGraphs.Draw(random);
        var builder = new GraphBuilder("Model");
        int x = builder.Input("x", new TensorType(ElementType.UInt8, new Shape([.. outer, depth])));
        int y = QuantizedGraphs.Add(
            builder,
            x,
            new Shape(channels, depth),
            random.Next(2) == 0,
            layer.X,
            new QuantizedDense(layer.X, layer.Y, ElementType.UInt8, layer.Min, layer.Max, layer.Rounding));
        builder.Output("y", y);
        BackendCheck.Compare(builder.Build(), seed);
    }

    [Theory]
    [InlineData(28, 8, 1, 5, 1, 4, RoundingRule.Onnx)]
    [InlineData(28, 8, 1, 5, 1, 4, RoundingRule.TfLite)]
    [InlineData(27, 5, 3, 3, 2, 3, RoundingRule.Onnx)]
    [InlineData(13, 8, 1, 5, 1, 1, RoundingRule.Onnx)]
    [InlineData(28, 16, 64, 5, 1, 1, RoundingRule.Onnx)]
    public void Takes_pixels_together_where_their_channels_leave_lanes_empty(int width, int outputs, int inputs, int kernel, int stride, int pixels, RoundingRule rounding)
    {
        var random = new Random(width);
        var builder = new GraphBuilder("Model");
        QuantizedGraphs.Layer layer = QuantizedGraphs.Draw(random) with { Rounding = rounding };
        Quantization sum = QuantizedGraphs.Quantization(random);
        int pad = kernel - 1;
        int x = builder.Input("x", new TensorType(ElementType.UInt8, new Shape(2, 6, (width * stride) - stride + kernel - pad, inputs)));
        var convolution = new QuantizedConv2D(stride, 1, new Pads(1, 1, 1, pad - 1), 1, layer.X, layer.Y, ElementType.UInt8, layer.Min, layer.Max, layer.Rounding);
        int[] operands = QuantizedGraphs.Operands(builder, x, new Shape(outputs, inputs, kernel, kernel), true, layer.X);
        Shape shape = builder.Infer(convolution, operands).Type.Shape;
        Assert.Equal(width, shape[2]);
        int residual = builder.Input("r", new TensorType(ElementType.UInt8, shape)), one = builder.Input("s", new TensorType(ElementType.UInt8, new Shape(1)));
        FusedStep[] steps =
        [
            new(new QuantizedAdd(layer.Y, layer.X, sum, ElementType.UInt8, 0, 255, rounding), new[] { ~0, operands.Length }),
            new(new QuantizedMul(sum, layer.X, layer.Y, ElementType.UInt8, 3, 250, rounding), new[] { ~1, operands.Length + 1 }),
        ];
        builder.Output("y", builder.Add(new Fused(convolution, operands.Length, steps), [.. operands, residual, one]));
        Graph graph = builder.Build();
        string description = CpuCompiler.Compile(graph, MemoryPlanner.Plan(graph, new CpuPlanningRules(graph))).Kernels[^1].Description;
        Assert.Equal(pixels > 1, description.EndsWith(FormattableString.Invariant($"{pixels} pixels side by side in the lanes"), StringComparison.Ordinal));
        BackendCheck.Compare(graph, width);
    }
}

using System;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Backends.Cpu.Kernels;
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

    /// <summary>Of any number of channels and size that Winograd's algorithm is used for, also where tiles or the last block are there in part.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Convolution_that_Winograd_computes(int seed)
    {
        var random = new Random(seed);
        Winograd(random, seed, 0, random.Next(8, 21), 32 * random.Next(1, 7), random.Next(17, 75), 3, 1);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Convolution_that_Winograd_computes_along_columns(int seed)
    {
        var random = new Random(seed);
        int taps = random.Next(2) == 0 ? 3 : 5, width = random.Next(3, 6), stride = random.Next(1, 3), columns = random.Next(4) == 0 ? random.Next(64, 150) : random.Next(8, 40);

        // At least 12 bytes in a row of the window, so that it pays; not 32 channels, which are transformed in both dimensions.
        Winograd(random, seed, taps, columns, random.Next(12 / width, 31), random.Next(1, 75), width, stride);
    }

    private static void Winograd(Random random, int seed, int taps, int columns, int inputs, int outputs, int width, int stride)
    {
        int images = random.Next(1, 3);
        var pads = new Pads(random.Next(3), random.Next(3), random.Next(3), random.Next(3));
        QuantizedGraphs.Layer layer = QuantizedGraphs.Draw(random);
        Quantization sum = QuantizedGraphs.Quantization(random);
        var builder = new GraphBuilder("Model");
        int x = builder.Input("x", new TensorType(ElementType.UInt8, new Shape(images, random.Next(8, 21), columns, inputs)));
        var convolution = new QuantizedConv2D(new Size2D(1, stride), 1, pads, 1, layer.X, layer.Y, ElementType.UInt8, layer.Min, layer.Max, layer.Rounding);
        int[] operands = QuantizedGraphs.Operands(builder, x, new Shape(outputs, inputs, taps == 0 ? 3 : taps, width), random.Next(2) == 0, layer.X);
        Shape shape = builder.Infer(convolution, operands).Type.Shape;
        int residual = builder.Input("r", new TensorType(ElementType.UInt8, shape)), one = builder.Input("s", new TensorType(ElementType.UInt8, new Shape(1)));
        FusedStep[] steps =
        [
            new(new QuantizedAdd(layer.Y, layer.X, sum, ElementType.UInt8, 0, 255, layer.Rounding), new[] { ~0, operands.Length }),
            new(new QuantizedMul(sum, layer.X, layer.Y, ElementType.UInt8, 3, 250, layer.Rounding), new[] { ~1, operands.Length + 1 }),
        ];
        builder.Output("y", (seed % 3) switch
        {
            0 => builder.Add(convolution, operands),
            1 => builder.Add(new Fused(convolution, operands.Length, steps[..1]), [.. operands, residual]),
            _ => builder.Add(new Fused(convolution, operands.Length, steps), [.. operands, residual, one]),
        });
        Graph graph = builder.Build();
        ByteWinograd? winograd = Assert.IsType<ByteProductKernel>(CpuCompiler.Compile(graph, MemoryPlanner.Plan(graph, new CpuPlanningRules(graph))).Kernels[^1]).Winograd;
        Assert.Equal(taps, winograd?.Taps);
        BackendCheck.Compare(graph, seed);
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
    [MemberData(nameof(Seeds))]
    public void Product_of_two_activations(int seed)
    {
        var random = new Random(seed);
        int rows = random.Next(1, 40), depth = random.Next(1, 70), columns = random.Next(1, 80);
        (int[] left, int[] right) = (seed % 6) switch
        {
            0 => ((int[])[], (int[])[]),
            1 => ([3], []),
            2 => ([3], [3]),
            3 => ([2, 3], [2, 3]),
            4 => ([2, 1], [3]),
            _ => ([3], [2, 1]),
        };
        Quantization a = QuantizedGraphs.Quantization(random), b = seed % 4 == 0 ? new(0.02f, 128) : QuantizedGraphs.Quantization(random);
        QuantizedGraphs.Layer layer = QuantizedGraphs.Draw(random);
        var builder = new GraphBuilder("Model");
        int x = builder.Input("x", new TensorType(ElementType.UInt8, new Shape([.. left, rows, depth])));
        int y = builder.Input("y", new TensorType(ElementType.UInt8, new Shape([.. right, depth, columns])));
        builder.Output("z", builder.Add(new QuantizedMatMul(a, b, layer.Y, ElementType.UInt8, layer.Min, layer.Max, layer.Rounding), x, y));
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

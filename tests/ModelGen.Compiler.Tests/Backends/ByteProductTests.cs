using System;
using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;

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
}

using System;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>Convolutions of bytes. The input lies in planes with a halo of its zero point, so that no window leaves them.</summary>
internal sealed class QuantizedConv2DLowering : ILowering
{
    /// <inheritdoc/>
    public void Lower(LoweringContext context, Node node, Operator anchor)
    {
        var convolution = (QuantizedConv2D)anchor;
        var layer = ByteLayer.Of(
            context, node, convolution.X, convolution.Y, new ByteResult(convolution.Rounding, convolution.Y.ZeroPoint, convolution.Min, convolution.Max));
        Shape w = context.TypeOf(layer.Weight).Shape;
        ValueView x = context.View(node.Inputs[0]), y = context.View(node.Id);
        if (ByteDepthwiseLowering.Applies(convolution, w, x))
        {
            ByteDepthwiseLowering.Lower(context, node, convolution, layer);
            return;
        }

        int groups = convolution.Groups, outputs = w[0] / groups, inputs = w[1], height = w[2], width = w[3];
        Size2D stride = convolution.Stride, dilation = convolution.Dilation;

        // The bytes of a row of the kernel are neighbours unless it skips pixels or channels.
        bool joined = groups == 1 && dilation.Width == 1;
        int run = joined ? width * inputs : inputs, quads = (run + ByteWindow.QuadBytes - 1) / ByteWindow.QuadBytes;
        var geometry = new ByteProductGeometry(
            height == 1 && width == 1 ? "Pointwise" : FormattableString.Invariant($"Conv{height}x{width}"),
            FormattableString.Invariant($"{x.Type} -> {y.Type}, {height}x{width}") + Conv2DLowering.Attributes(stride, dilation, groups),
            new ConvolutionExtents(y.Shape[0], groups, y.Shape[1], y.Shape[2], outputs),
            new ConvolutionStrides(x.Strides[0], inputs, stride.Height * x.Strides[1], stride.Width * x.Strides[2]),
            new ConvolutionStrides(y.Strides[0], outputs, y.Strides[1], y.Strides[2]),
            new ByteWindow(height, dilation.Height * x.Strides[1], joined ? 1 : width, joined ? 0 : dilation.Width * x.Strides[2], quads));
        int weight = layer.Weight;
        if (joined && BytePixelGrouping.Choose(geometry, inputs, width, stride.Width, EpilogueLowering.Lower(context, node).Epilogue) is > 1 and int pixels)
        {
            geometry = BytePixelGrouping.Widen(geometry, inputs, width, stride.Width, pixels);
            weight = PixelGrouping.Weights(context, weight, stride.Width, pixels);
            w = context.TypeOf(weight).Shape;
            run = w[3] * inputs;
        }

        int ordered = context.Derive(
            new Reshape(new Shape(w[0], joined ? height : height * width, run)),
            context.Derive(new Transpose(new[] { 0, 2, 3, 1 }), weight));
        ByteProductLowering.Lower(context, node, geometry, ordered, layer, x.FirstWindow(convolution.Pads));
    }
}

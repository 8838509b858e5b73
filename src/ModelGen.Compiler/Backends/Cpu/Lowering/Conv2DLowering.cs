using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.Compiler.Backends.Cpu.Winograd;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>Convolutions, dense and grouped. The input lies in planes with a halo, so that no window leaves them.</summary>
internal sealed class Conv2DLowering : ILowering
{
    /// <inheritdoc/>
    public void Lower(LoweringContext context, Node node, Operator anchor)
    {
        var convolution = (Conv2D)anchor;
        if (DepthwiseLowering.Applies(convolution, context.TypeOf(node.Inputs[1]).Shape))
        {
            DepthwiseLowering.Lower(context, node, convolution);
            return;
        }

        if (WinogradPlan.For(convolution, context.TypeOf(node.Inputs[0]).Shape, context.TypeOf(node.Inputs[1]).Shape) is { } plan
            && WinogradLowering.TryLower(context, node, convolution, plan))
        {
            return;
        }

        ValueView x = context.View(node.Inputs[0]), y = context.View(node.Id);
        Shape w = context.TypeOf(node.Inputs[1]).Shape;
        int groups = convolution.Groups, outputs = w[0] / groups, inputs = w[1], height = w[2], width = w[3];

        var geometry = new ConvolutionGeometry(
            height == 1 && width == 1 ? "Pointwise" : $"Conv{height}x{width}",
            $"{x.Shape} -> {y.Shape}, {height}x{width}" + Attributes(convolution.Stride, convolution.Dilation, groups),
            new ConvolutionExtents(y.Shape[0], groups, y.Shape[1], y.Shape[2], outputs),
            new ConvolutionStrides(x.Strides[0], inputs, convolution.Stride.Height * x.Strides[1], convolution.Stride.Width * x.Strides[2]),
            new ConvolutionStrides(y.Strides[0], outputs, y.Strides[1], y.Strides[2]),
            [
                new WindowLoop(height, convolution.Dilation.Height * x.Strides[1]),
                new WindowLoop(width, convolution.Dilation.Width * x.Strides[2]),
                new WindowLoop(inputs, 1),
            ]);
        (Epilogue epilogue, IReadOnlyList<Operand> operands) = EpilogueLowering.Lower(context, node);
        int pixels = PixelGrouping.Choose(geometry, convolution, width, epilogue);
        int weight = node.Inputs[1];
        int? bias = ConvolutionLowering.Bias(node, anchor);
        if (pixels > 1)
        {
            geometry = PixelGrouping.Widen(geometry, convolution, pixels);
            epilogue = PixelGrouping.Widen(epilogue, pixels);
            weight = PixelGrouping.Weights(context, weight, convolution.Stride.Width, pixels);
            bias = bias is { } b ? PixelGrouping.Bias(context, b, pixels) : null;
            width = context.TypeOf(weight).Shape[3];
        }

        int channels = geometry.Extents.Channels, taps = height * width;
        var weights = new ConvolutionConstants(
            weight, 0, inputs * taps, channels * inputs * taps, [(height, width), (width, 1), (inputs, taps)], bias);
        ConvolutionLowering.Lower(context, node, geometry, weights, x.FirstWindow(convolution.Pads), y.Location, epilogue, operands);
    }

    /// <summary>What differs from a plain convolution, for descriptions.</summary>
    internal static string Attributes(Size2D stride, Size2D dilation, int groups)
    {
        var parts = new List<string>();
        if (stride != 1)
        {
            parts.Add($"stride {stride.Height}x{stride.Width}");
        }

        if (dilation != 1)
        {
            parts.Add($"dilation {dilation.Height}x{dilation.Width}");
        }

        if (groups != 1)
        {
            parts.Add($"{groups} groups");
        }

        return string.Concat(parts.Select(p => ", " + p));
    }
}

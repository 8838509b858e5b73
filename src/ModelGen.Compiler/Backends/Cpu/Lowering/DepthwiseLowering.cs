using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Linking;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>Convolutions with a group for every channel, one result each. The input lies in planes with a halo.</summary>
internal static class DepthwiseLowering
{
    /// <summary>Accumulators of a tile: with a 3×3 window's weights and one input they fit 32 registers, and hide the latency of a sum.</summary>
    private const int WidestTile = 7;

    /// <summary>Whether the kernel serves a convolution.</summary>
    public static bool Applies(Conv2D convolution, Shape weight) => convolution.Groups > 1 && weight[1] == 1 && weight[0] == convolution.Groups;

    /// <summary>Adds the step.</summary>
    public static void Lower(LoweringContext context, Node node, Conv2D convolution)
    {
        ValueView x = context.View(node.Inputs[0]), y = context.View(node.Id);
        Shape w = context.TypeOf(node.Inputs[1]).Shape;
        int channels = w[0], taps = w[2] * w[3], columns = y.Shape[2];
        (Epilogue epilogue, IReadOnlyList<Operand> operands) = EpilogueLowering.Lower(context, node);
        int tiles = (columns + WidestTile - 1) / WidestTile;
        int? bias = ConvolutionLowering.Bias(node, convolution);
        var kernel = new DepthwiseKernel(
            $"{x.Shape} -> {y.Shape}, {w[2]}x{w[3]}, stride {convolution.Stride.Height}x{convolution.Stride.Width}",
            y.Shape[0],
            y.Shape[1],
            columns,
            channels,
            new Size2D(w[2], w[3]),
            convolution.Stride.Width,
            convolution.Dilation.Width,
            x.Strides[2],
            convolution.Dilation.Height * x.Strides[1],
            new ConvolutionStrides(x.Strides[0], 0, convolution.Stride.Height * x.Strides[1], convolution.Stride.Width * x.Strides[2]),
            new ConvolutionStrides(y.Strides[0], 0, y.Strides[1], y.Strides[2]),
            (columns + tiles - 1) / tiles,
            bias is not null,
            epilogue);
        var bindings = new List<Operand>
        {
            x.Location.Plus(-(convolution.Pads.Top * x.Strides[1]) - (convolution.Pads.Left * x.Strides[2])),
            Operand.Constant(context.Constant(node.Inputs[1], [.. VectorTier.All.Select(tier => new Packing(tier.Lanes, new[]
            {
                new PackSegment(0, channels, new[]
                {
                    new PackAxis(tier.Vectors(channels), tier.Lanes * taps, tier.Lanes), new PackAxis(taps, 1, 0), new PackAxis(tier.Lanes, taps, 1),
                }),
            }))])),
        };
        if (bias is { } id)
        {
            bindings.Add(Operand.Constant(context.Constant(id)));
        }

        bindings.Add(y.Location);
        bindings.AddRange(operands);
        context.Add(node, kernel, bindings, kernel.Units, (long)y.Shape.ElementCount * taps);
    }
}

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
    public static bool Applies(Conv2D convolution, Shape weight) => Applies(convolution.Groups, weight);

    /// <summary>Whether every channel has a group of its own, with one result.</summary>
    public static bool Applies(int groups, Shape weight) => groups > 1 && weight[1] == 1 && weight[0] == groups;

    /// <summary>Adds the step.</summary>
    public static void Lower(LoweringContext context, Node node, Conv2D convolution)
    {
        ValueView x = context.View(node.Inputs[0]), y = context.View(node.Id);
        Shape w = context.TypeOf(node.Inputs[1]).Shape;
        (Epilogue epilogue, IReadOnlyList<Operand> operands) = EpilogueLowering.Lower(context, node);
        int? bias = ConvolutionLowering.Bias(node, convolution);
        DepthwiseKernel kernel = Kernel(x, y, w, convolution, bias is not null, epilogue);
        var bindings = new List<Operand> { x.FirstWindow(convolution.Pads), Operand.Constant(context.Constant(node.Inputs[1], Weights(w))) };
        if (bias is { } id)
        {
            bindings.Add(Operand.Constant(context.Constant(id)));
        }

        bindings.Add(y.Location);
        bindings.AddRange(operands);
        context.Add(node, kernel, bindings, kernel.Units, Work(y, w));
    }

    /// <summary>The kernel of a convolution on single-precision elements; for bytes it is completed by how sums become bytes.</summary>
    public static DepthwiseKernel Kernel(ValueView x, ValueView y, Shape w, Conv2D convolution, bool hasBias, Epilogue epilogue)
    {
        int columns = y.Shape[2], tiles = (columns + WidestTile - 1) / WidestTile;
        return new DepthwiseKernel(
            $"{x.Shape} -> {y.Shape}, {w[2]}x{w[3]}, stride {convolution.Stride.Height}x{convolution.Stride.Width}",
            y.Shape[0],
            y.Shape[1],
            columns,
            w[0],
            new Size2D(w[2], w[3]),
            convolution.Stride.Width,
            convolution.Dilation.Width,
            x.Strides[2],
            convolution.Dilation.Height * x.Strides[1],
            new ConvolutionStrides(x.Strides[0], 0, convolution.Stride.Height * x.Strides[1], convolution.Stride.Width * x.Strides[2]),
            new ConvolutionStrides(y.Strides[0], 0, y.Strides[1], y.Strides[2]),
            (columns + tiles - 1) / tiles,
            hasBias,
            epilogue);
    }

    /// <summary>The weights for every width: vector of channels, tap, channel.</summary>
    public static Packing[] Weights(Shape w)
    {
        int channels = w[0], taps = w[2] * w[3];
        return [.. VectorTier.All.Select(tier => new Packing(tier.Lanes, new[]
        {
            new PackSegment(0, channels, new[]
            {
                new PackAxis(tier.Vectors(channels), tier.Lanes * taps, tier.Lanes), new PackAxis(taps, 1, 0), new PackAxis(tier.Lanes, taps, 1),
            }),
        }))];
    }

    /// <summary>The multiply-adds.</summary>
    public static long Work(ValueView y, Shape w) => (long)y.Shape.ElementCount * w[2] * w[3];
}

using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Linking;
using ModelGen.Numerics;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>Convolutions of bytes with a group for every channel, one result each. The input lies in planes with a halo.</summary>
internal static class ByteDepthwiseLowering
{
    /// <summary>Bounds of a window for which what the kernel interleaves at a time stays in the first cache.</summary>
    private const int MostQuads = 4, MostReach = 32;

    /// <summary>The channels under each 128 bits of a vector of bytes, and those of them that lie together in a vector of lanes.</summary>
    private const int Block = 16, Part = 4;

    /// <summary>Whether the kernel serves a convolution.</summary>
    public static bool Applies(QuantizedConv2D convolution, Shape weight, ValueView x) =>
        DepthwiseLowering.Applies(convolution.Groups, weight)
        && weight[2] <= MostQuads * ByteDepthwiseKernel.QuadTaps
        && (weight[3] * convolution.Dilation.Width) + convolution.Stride.Width <= MostReach
        && x.Location.Kind == OperandKind.Arena;

    /// <summary>Adds the step.</summary>
    public static void Lower(LoweringContext context, Node node, QuantizedConv2D convolution, ByteLayer layer)
    {
        ValueView x = context.View(node.Inputs[0]), y = context.View(node.Id);
        Shape w = context.TypeOf(layer.Weight).Shape;
        (Epilogue epilogue, IReadOnlyList<Operand> operands) = EpilogueLowering.Lower(context, node);
        Size2D stride = convolution.Stride, dilation = convolution.Dilation;
        int height = w[2], width = w[3];

        // Where the last quad of a column has room, the next row of the result takes the same quads.
        bool pairs = stride.Height == 1 && dilation.Height == 1 && height % ByteDepthwiseKernel.QuadTaps != 0 && y.Shape[1] > 1;
        var kernel = new ByteDepthwiseKernel(
            $"{x.Type} -> {y.Type}, {height}x{width}" + Conv2DLowering.Attributes(stride, dilation, 1),
            y.Shape[0],
            y.Shape[1],
            y.Shape[2],
            w[0],
            new Size2D(height, width),
            stride.Width,
            dilation.Width,
            x.Strides[2],
            dilation.Height * x.Strides[1],
            new ConvolutionStrides(x.Strides[0], 0, stride.Height * x.Strides[1], stride.Width * x.Strides[2]),
            new ConvolutionStrides(y.Strides[0], 0, y.Strides[1], y.Strides[2]),
            pairs ? 2 : 1,
            layer.Result,
            epilogue);
        var bindings = new List<Operand> { x.FirstWindow(convolution.Pads), Operand.ConstantBytes(context.Constant(Filled(context, layer.Weight, kernel), Weights(kernel))) };
        bindings.AddRange(layer.PerChannel(context).Select(id => Operand.Constant(context.Constant(id, PerChannel(kernel)))));
        bindings.Add(y.Location);
        bindings.AddRange(operands);
        context.Add(node, kernel, bindings, kernel.Units, DepthwiseLowering.Work(y, w) * WorkEstimate.DepthwiseProduct);
    }

    /// <summary>The weights, for each of the rows that are computed together moved down to where its window begins and filled up to whole quads by zeros.</summary>
    private static int Filled(LoweringContext context, int weight, ByteDepthwiseKernel kernel)
    {
        int rest = (kernel.Quads * ByteDepthwiseKernel.QuadTaps) - kernel.Kernel.Height;
        int[] rows = [.. Enumerable.Range(0, kernel.RowsTogether).Select(row =>
            context.Derive(new Pad(new[] { 0, 0, row, 0 }, new[] { 0, 0, rest - row, 0 }, 0), weight))];
        return rows.Length == 1 ? rows[0] : context.Derive(new Concat(1), rows);
    }

    /// <summary>For every width: strip of channels, row, tap of a row, quad, then the channels in the order of the lanes, tap of the quad.</summary>
    private static Packing[] Weights(ByteDepthwiseKernel kernel)
    {
        int width = kernel.Kernel.Width, plane = kernel.Quads * ByteDepthwiseKernel.QuadTaps * width, channel = kernel.RowsTogether * plane;
        return [.. VectorTier.All.Select(tier => new Packing(tier.Lanes, new[]
        {
            new PackSegment(0, kernel.Channels, new[]
            {
                Strips(kernel, tier, channel),
                new PackAxis(kernel.RowsTogether, plane, 0),
                new PackAxis(width, 1, 0),
                new PackAxis(kernel.Quads, ByteDepthwiseKernel.QuadTaps * width, 0),
                new PackAxis(Block / Part, Part * channel, Part),
                new PackAxis(tier.Lanes / Part, Block * channel, Block),
                new PackAxis(Part, channel, 1),
                new PackAxis(ByteDepthwiseKernel.QuadTaps, width, 0),
            }),
        }))];
    }

    /// <summary>One value a channel, each strip filled up with zeros: in the order of the lanes, but under the rule of TensorFlow Lite in their own.</summary>
    private static Packing[] PerChannel(ByteDepthwiseKernel kernel) => [.. VectorTier.All.Select(tier => new Packing(tier.Lanes, new[]
    {
        new PackSegment(0, kernel.Channels, kernel.Result.Rounding == RoundingRule.Onnx
            ? new[] { Strips(kernel, tier, 1), new PackAxis(Block / Part, Part, Part), new PackAxis(tier.Lanes / Part, Block, Block), new PackAxis(Part, 1, 1) }
            : new[] { Strips(kernel, tier, 1), new PackAxis(ByteDepthwiseKernel.VectorsOfStrip * tier.Lanes, 1, 1) }),
    }))];

    private static PackAxis Strips(ByteDepthwiseKernel kernel, VectorTier tier, int channel)
    {
        int channels = ByteDepthwiseKernel.VectorsOfStrip * tier.Lanes;
        return new PackAxis(kernel.Strips(tier), channels * channel, channels);
    }
}

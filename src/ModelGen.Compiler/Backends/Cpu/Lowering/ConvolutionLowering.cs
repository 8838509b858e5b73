using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>The outer extents of a window sum.</summary>
internal readonly record struct ConvolutionExtents(int Images, int Groups, int Rows, int Columns, int Channels);

/// <summary>A window sum before it is tiled; the members are those of <see cref="ConvolutionKernel"/>.</summary>
internal sealed record ConvolutionGeometry(
    string Name,
    string Description,
    ConvolutionExtents Extents,
    ConvolutionStrides Input,
    ConvolutionStrides Output,
    IReadOnlyList<WindowLoop> Window);

/// <summary>Where the weights and the bias come from.</summary>
/// <param name="Weight">The node of the weights.</param>
/// <param name="Offset">The element of the first product of channel 0.</param>
/// <param name="ChannelStride">From channel to channel, in elements.</param>
/// <param name="GroupStride">From group to group, in elements.</param>
/// <param name="Products">Extent and stride of each loop over the window, outermost first.</param>
/// <param name="Bias">The node of the bias, or null.</param>
internal sealed record ConvolutionConstants(
    int Weight, int Offset, int ChannelStride, int GroupStride, IReadOnlyList<(int Extent, int Stride)> Products, int? Bias)
{
    /// <summary>Whether zeros take the place of the weights.</summary>
    public bool IsZero { get; init; }
}

/// <summary>What every lowering to a <see cref="ConvolutionKernel"/> with packed weights shares.</summary>
internal static class ConvolutionLowering
{
    /// <summary>Chooses tiles, packs weights and bias, and adds the step.</summary>
    /// <param name="context">The program under construction.</param>
    /// <param name="node">The node, perhaps with fused steps.</param>
    /// <param name="geometry">Extents and strides.</param>
    /// <param name="constants">Weights and bias.</param>
    /// <param name="x">The first element of the first window.</param>
    /// <param name="y">The first element of the result.</param>
    /// <param name="epilogue">The fused steps that it applies.</param>
    /// <param name="operands">What their operands bind to.</param>
    /// <param name="isPart">Whether further steps belong to the node.</param>
    public static void Lower(
        LoweringContext context, Node node, ConvolutionGeometry geometry, ConvolutionConstants constants, Operand x, Operand y, Epilogue epilogue, IReadOnlyList<Operand> operands, bool isPart = false)
    {
        (geometry, epilogue) = ConvolutionRows.Recut(geometry, epilogue);
        ConvolutionKernel kernel = Kernel(geometry, ConvolutionWeights.Packed, constants.Bias is not null, epilogue);
        var bindings = new List<Operand>
        {
            x,
            Operand.Constant(context.Constant(
                constants.Weight,
                ConvolutionPacking.Weights(kernel.Tilings, kernel.Groups, kernel.Channels, constants))),
        };
        if (constants.Bias is { } bias)
        {
            bindings.Add(Operand.Constant(context.Constant(bias, ConvolutionPacking.PerChannel(kernel.Tilings, kernel.Groups, kernel.Channels))));
        }

        bindings.Add(y);
        bindings.AddRange(operands);
        context.Add(node, kernel, bindings, kernel.Units, kernel.Work, isPart);
    }

    /// <summary>Like the other overload, for weights that are a matrix in memory, products by channels, as it is.</summary>
    public static void Lower(
        LoweringContext context,
        Node node,
        ConvolutionGeometry geometry,
        ConvolutionWeights weights,
        Operand x,
        Operand matrix,
        Operand y,
        Epilogue epilogue,
        IReadOnlyList<Operand> operands,
        bool isPart)
    {
        if (weights.ImageStride == 0)
        {
            (geometry, epilogue) = ConvolutionRows.Recut(geometry, epilogue);
        }

        ConvolutionKernel kernel = Kernel(geometry, weights, hasBias: false, epilogue);
        context.Add(node, kernel, new[] { x, matrix, y }.Concat(operands), kernel.Units, kernel.Work, isPart);
    }

    private static ConvolutionKernel Kernel(ConvolutionGeometry geometry, ConvolutionWeights weights, bool hasBias, Epilogue epilogue)
    {
        WindowLoop[] window = MergeLoops(geometry.Window);
        ConvolutionExtents extents = geometry.Extents;
        return new ConvolutionKernel(
            geometry.Name, geometry.Description, extents.Images, extents.Groups, extents.Rows, extents.Columns, extents.Channels,
            geometry.Input, geometry.Output, window, weights, hasBias, epilogue, Tile(geometry, window));
    }

    /// <summary>The input that holds the bias, or null.</summary>
    public static int? Bias(Node node, Operator anchor)
    {
        int inputs = node.Operator is Fused fused ? fused.AnchorInputs : node.Inputs.Count;
        return inputs > 2 ? node.Inputs[2] : null;
    }

    /// <summary>The tiles for every width.</summary>
    public static EquatableArray<ConvolutionTiling> Tile(ConvolutionGeometry geometry, IReadOnlyList<WindowLoop> window) =>
        VectorTier.All.Select(tier => ConvolutionTiler.Choose(tier, geometry.Extents.Columns, geometry.Extents.Channels, window, geometry.Input.Column).Tiling).ToArray();

    /// <summary>Joins loops over neighbours: a 3×3 window on dense pixels is three runs of three pixels' channels.</summary>
    public static WindowLoop[] MergeLoops(IReadOnlyList<WindowLoop> window)
    {
        var merged = new List<WindowLoop>();
        for (int i = window.Count - 1; i >= 0; i--)
        {
            WindowLoop outer = window[i];
            if (merged.Count == 0)
            {
                merged.Add(outer);
            }
            else if (outer.Extent != 1)
            {
                WindowLoop inner = merged[0];
                if (inner.Extent == 1 && merged.Count > 1)
                {
                    merged[0] = outer;
                }
                else if (outer.Stride == inner.Extent * inner.Stride)
                {
                    merged[0] = new WindowLoop(outer.Extent * inner.Extent, inner.Stride);
                }
                else
                {
                    merged.Insert(0, outer);
                }
            }
        }

        return [.. merged];
    }
}

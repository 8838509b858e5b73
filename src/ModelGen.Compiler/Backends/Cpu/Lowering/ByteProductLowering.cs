using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Linking;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>
/// A product of bytes before it becomes a kernel; the members are those of <see cref="ByteProductKernel"/>. With more than one of
/// <paramref name="Pixels"/> its channels are those of so many neighbouring pixels.
/// </summary>
internal sealed record ByteProductGeometry(
    string Name,
    string Description,
    ConvolutionExtents Extents,
    ConvolutionStrides Input,
    ConvolutionStrides Output,
    ByteWindow Window,
    int Pixels = 1);

/// <summary>What every lowering to a <see cref="ByteProductKernel"/> shares: the constants and the step.</summary>
internal static class ByteProductLowering
{
    /// <summary>Packs weights, bias and multipliers, and adds the step.</summary>
    /// <param name="context">The program under construction.</param>
    /// <param name="node">The node, perhaps with fused steps.</param>
    /// <param name="geometry">Extents and strides.</param>
    /// <param name="weight">The node of the weights in the order of the sum: (output channel, run, bytes of a run).</param>
    /// <param name="layer">The quantization.</param>
    /// <param name="x">The first byte of the first window.</param>
    public static void Lower(LoweringContext context, Node node, ByteProductGeometry geometry, int weight, ByteLayer layer, Operand x) =>
        Lower(context, node, geometry, weight, layer, x, context.View(node.Id).Location, isPart: false);

    /// <summary>The same for a part of the result.</summary>
    /// <param name="context">The program under construction.</param>
    /// <param name="node">The node, perhaps with fused steps.</param>
    /// <param name="geometry">Extents and strides.</param>
    /// <param name="weight">The node of the weights in the order of the sum: (output channel, run, bytes of a run).</param>
    /// <param name="layer">The quantization.</param>
    /// <param name="x">The first byte of the first window.</param>
    /// <param name="y">The first byte of the part.</param>
    /// <param name="isPart">Whether further parts follow.</param>
    public static void Lower(LoweringContext context, Node node, ByteProductGeometry geometry, int weight, ByteLayer layer, Operand x, Operand y, bool isPart)
    {
        ConvolutionExtents extents = geometry.Extents;
        (Epilogue epilogue, IReadOnlyList<Operand> operands) = EpilogueLowering.Lower(context, node);
        if (geometry.Pixels > 1)
        {
            epilogue = PixelGrouping.Widen(epilogue, geometry.Pixels);
        }

        var kernel = new ByteProductKernel(
            geometry.Name,
            geometry.Description,
            extents.Images,
            extents.Groups,
            extents.Rows,
            extents.Columns,
            extents.Channels,
            geometry.Input,
            geometry.Output,
            geometry.Window,
            layer.Result,
            epilogue with { Operands = epilogue.Operands.Select(Planar).ToArray() });
        var bindings = new List<Operand> { x, Operand.ConstantBytes(context.Constant(Filled(context, weight), Weights(kernel))) };
        bindings.AddRange(layer.PerChannel(context).Select(id => Operand.Constant(context.Constant(id, PerChannel(kernel, geometry.Pixels)))));
        bindings.Add(y);
        bindings.AddRange(operands);
        context.Add(node, kernel, bindings, UnitCount.Of(kernel.Units), kernel.Work / ByteWindow.QuadBytes, isPart);
    }

    /// <summary>The strides along image, row, column and channel of an operand whose result may lack the first of these axes.</summary>
    private static EpilogueOperand Planar(EpilogueOperand operand) =>
        new(Enumerable.Repeat(0, 4 - operand.Strides.Count).Concat(operand.Strides).ToArray());

    /// <summary>The weights with each run filled up to whole quads by zeros.</summary>
    private static int Filled(LoweringContext context, int weight)
    {
        int length = context.TypeOf(weight).Shape[-1], rest = -length & (ByteWindow.QuadBytes - 1);
        return rest == 0 ? weight : context.Derive(new Pad(new[] { 0, 0, 0 }, new[] { 0, 0, rest }, 0), weight);
    }

    /// <summary>For each group and block: run, quad, channel, byte.</summary>
    private static Packing Weights(ByteProductKernel kernel)
    {
        int runs = kernel.Window.OuterRuns * kernel.Window.Runs, run = kernel.Window.Quads * ByteWindow.QuadBytes, channel = runs * run;
        return new Packing(0, Enumerable.Range(0, kernel.Groups).Select(group => new PackSegment(group * kernel.Channels * channel, kernel.Channels, new[]
        {
            new PackAxis(kernel.Blocks, ByteProductKernel.BlockChannels * channel, ByteProductKernel.BlockChannels),
            new PackAxis(runs, run, 0),
            new PackAxis(kernel.Window.Quads, ByteWindow.QuadBytes, 0),
            new PackAxis(ByteProductKernel.BlockChannels, channel, 1),
            new PackAxis(ByteWindow.QuadBytes, 1, 0),
        })).ToArray());
    }

    /// <summary>One value a channel, each group filled up to whole blocks with zeros; the values of all channels once for each of the pixels that lie side by side.</summary>
    private static Packing PerChannel(ByteProductKernel kernel, int pixels)
    {
        int filled = kernel.Blocks * ByteProductKernel.BlockChannels, channels = kernel.Channels / pixels;
        IEnumerable<PackSegment> segments = Enumerable.Repeat(PackSegment.Copy(channels), pixels - 1)
            .Append(new PackSegment(0, channels, new[] { new PackAxis(filled - ((pixels - 1) * channels), 1, 1) }));
        return new Packing(0, Enumerable.Range(0, kernel.Groups).SelectMany(group => segments.Select(s => s with { Offset = group * channels })).ToArray());
    }
}

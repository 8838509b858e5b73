using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Linking;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>A product of bytes before it becomes a kernel; the members are those of <see cref="ByteProductKernel"/>.</summary>
internal sealed record ByteProductGeometry(
    string Name,
    string Description,
    ConvolutionExtents Extents,
    ConvolutionStrides Input,
    ConvolutionStrides Output,
    ByteWindow Window);

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
    public static void Lower(LoweringContext context, Node node, ByteProductGeometry geometry, int weight, ByteLayer layer, Operand x)
    {
        ConvolutionExtents extents = geometry.Extents;
        (Epilogue epilogue, IReadOnlyList<Operand> operands) = EpilogueLowering.Lower(context, node);
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
        bindings.AddRange(layer.PerChannel(context).Select(id => Operand.Constant(context.Constant(id, PerChannel(kernel)))));
        bindings.Add(context.View(node.Id).Location);
        bindings.AddRange(operands);
        context.Add(node, kernel, bindings, UnitCount.Of(kernel.Units), kernel.Work / ByteWindow.QuadBytes);
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

    /// <summary>One value a channel, each group filled up to whole blocks with zeros.</summary>
    private static Packing PerChannel(ByteProductKernel kernel) => new(0, Enumerable.Range(0, kernel.Groups)
        .Select(group => new PackSegment(group * kernel.Channels, kernel.Channels, new[] { new PackAxis(kernel.Blocks * ByteProductKernel.BlockChannels, 1, 1) }))
        .ToArray());
}

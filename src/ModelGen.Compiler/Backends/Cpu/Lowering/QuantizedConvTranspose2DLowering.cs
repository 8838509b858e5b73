using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>
/// Transposed convolutions of bytes, without groups: a convolution of stride 1 for each phase of the stride, as
/// <see cref="ConvTranspose2DLowering"/> has it. The taps are taken in the order of the input, which lies in planes with a halo of its zero
/// point.
/// </summary>
internal sealed class QuantizedConvTranspose2DLowering : ILowering
{
    /// <summary>The halo that the taps reach into.</summary>
    public static Pads Halo(QuantizedConvTranspose2D convolution, Shape x, Shape weight, Shape y) => ConvTranspose2DLowering.Halo(Real(convolution), x, weight, y);

    /// <inheritdoc/>
    public void Lower(LoweringContext context, Node node, Operator anchor)
    {
        var convolution = (QuantizedConvTranspose2D)anchor;
        var layer = ByteLayer.Of(
            context, node, convolution.X, convolution.Y, new ByteResult(convolution.Rounding, convolution.Y.ZeroPoint, convolution.Min, convolution.Max));
        Shape weight = context.TypeOf(layer.Weight).Shape, y = node.Type.Shape;
        (TransposedAxis Row, TransposedAxis Column)[] phases =
            [.. ConvTranspose2DLowering.Rows(Real(convolution), weight, y).SelectMany(row => ConvTranspose2DLowering.Columns(Real(convolution), weight, y).Select(column => (row, column)))];
        for (int i = 0; i < phases.Length; i++)
        {
            Lower(context, node, convolution.Stride, layer, phases[i].Row, phases[i].Column, isPart: i < phases.Length - 1);
        }
    }

    private static ConvTranspose2D Real(QuantizedConvTranspose2D op) => new(op.Stride, op.Dilation, op.Pads, op.OutputPadding, op.Groups);

    private static void Lower(LoweringContext context, Node node, Size2D stride, ByteLayer layer, TransposedAxis row, TransposedAxis column, bool isPart)
    {
        ValueView x = context.View(node.Inputs[0]), y = context.View(node.Id);
        Shape w = context.TypeOf(layer.Weight).Shape;
        int inputs = w[0], outputs = w[1];
        bool isZero = row.Taps == 0 || column.Taps == 0, isJoined = column.InputStep == -1;
        int rows = isZero ? 1 : row.Taps, columns = isZero ? 1 : column.Taps, run = isJoined ? columns * inputs : inputs;
        int ordered = isZero
            ? context.Derive(new QuantizeWeight(0), context.Derive(new Literal(new Shape(outputs, 1, inputs), new float[outputs * inputs])), layer.Scales)
            : context.Derive(
                new Reshape(new Shape(outputs, isJoined ? rows : rows * columns, run)),
                context.Derive(new Transpose(new[] { 1, 2, 3, 0 }), Taps(context, Taps(context, layer.Weight, 2, row), 3, column)));
        int quads = (context.TypeOf(ordered).Shape[2] + ByteWindow.QuadBytes - 1) / ByteWindow.QuadBytes;
        var geometry = new ByteProductGeometry(
            FormattableString.Invariant($"ConvTranspose{w[2]}x{w[3]}"),
            FormattableString.Invariant($"{x.Type} -> {y.Type}, results ({row.First}, {column.First}) of each {stride.Height}x{stride.Width}: {rows}x{columns} taps"),
            new ConvolutionExtents(x.Shape[0], 1, row.Count, column.Count, outputs),
            new ConvolutionStrides(x.Strides[0], 0, isZero ? 0 : x.Strides[1], isZero ? 0 : x.Strides[2]),
            new ConvolutionStrides(y.Strides[0], 0, stride.Height * y.Strides[1], stride.Width * y.Strides[2]),
            isZero
                ? new ByteWindow(1, 0, 1, 0, quads)
                : new ByteWindow(rows, -row.InputStep * x.Strides[1], isJoined ? 1 : columns, isJoined ? 0 : -column.InputStep * x.Strides[2], quads));

        // Without taps the weights are zero, so any bytes do that are there.
        Operand first = isZero ? x.Location : x.Location.Plus((First(row) * x.Strides[1]) + (First(column) * x.Strides[2]));
        Operand target = y.Location.Plus((row.First * y.Strides[1]) + (column.First * y.Strides[2]));
        ByteProductLowering.Lower(context, node, geometry, ordered, layer with { Weight = ordered }, first, target, isPart);
    }

    /// <summary>The element of the input that the last tap multiplies, which is the first one.</summary>
    private static int First(TransposedAxis axis) => axis.InputFirst + ((axis.Taps - 1) * axis.InputStep);

    /// <summary>The taps of a phase along an axis of the weight, the last one first.</summary>
    private static int Taps(LoweringContext context, int weight, int axis, TransposedAxis phase)
    {
        int[] extents = [.. context.TypeOf(weight).Shape];
        extents[axis] = 1;
        IEnumerable<int> taps = Enumerable.Range(0, phase.Taps).Select(i =>
        {
            int[] begin = new int[extents.Length];
            begin[axis] = phase.FirstTap + ((phase.Taps - 1 - i) * phase.TapStep);
            return context.Derive(new Slice(begin, extents, new[] { 1, 1, 1, 1 }), weight);
        });
        return context.Derive(new Concat(axis), [.. taps]);
    }
}

using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>
/// Transposed convolutions: results that are a stride apart take the same taps, so each phase of the stride is a convolution of stride 1
/// whose results lie apart. The input lies in planes with a halo.
/// </summary>
internal sealed class ConvTranspose2DLowering : ILowering
{
    /// <summary>The halo that the taps reach into.</summary>
    public static Pads Halo(ConvTranspose2D convolution, Shape x, Shape weight, Shape y)
    {
        (int top, int bottom) = TransposedAxis.Reach(Rows(convolution, weight, y), x[1]);
        (int left, int right) = TransposedAxis.Reach(Columns(convolution, weight, y), x[2]);
        return new Pads(top, left, bottom, right);
    }

    /// <inheritdoc/>
    public void Lower(LoweringContext context, Node node, Operator anchor)
    {
        var convolution = (ConvTranspose2D)anchor;
        Shape w = context.TypeOf(node.Inputs[1]).Shape, y = node.Type.Shape;
        (TransposedAxis Row, TransposedAxis Column)[] phases =
            [.. Rows(convolution, w, y).SelectMany(row => Columns(convolution, w, y).Select(column => (row, column)))];
        for (int i = 0; i < phases.Length; i++)
        {
            Lower(context, node, convolution, phases[i].Row, phases[i].Column, isPart: i < phases.Length - 1);
        }
    }

    /// <summary>The phases of the rows.</summary>
    public static IReadOnlyList<TransposedAxis> Rows(ConvTranspose2D convolution, Shape weight, Shape y) =>
        TransposedAxis.Phases(y[1], weight[2], convolution.Stride.Height, convolution.Dilation.Height, convolution.Pads.Top);

    /// <summary>The phases of the columns.</summary>
    public static IReadOnlyList<TransposedAxis> Columns(ConvTranspose2D convolution, Shape weight, Shape y) =>
        TransposedAxis.Phases(y[2], weight[3], convolution.Stride.Width, convolution.Dilation.Width, convolution.Pads.Left);

    private static void Lower(LoweringContext context, Node node, ConvTranspose2D convolution, TransposedAxis row, TransposedAxis column, bool isPart)
    {
        ValueView x = context.View(node.Inputs[0]), y = context.View(node.Id);
        Shape w = context.TypeOf(node.Inputs[1]).Shape;
        int groups = convolution.Groups, inputs = w[0] / groups, outputs = w[1], area = w[2] * w[3];
        bool isZero = row.Taps == 0 || column.Taps == 0;
        int rowTaps = isZero ? 1 : row.Taps, columnTaps = isZero ? 1 : column.Taps;
        var geometry = new ConvolutionGeometry(
            $"ConvTranspose{w[2]}x{w[3]}",
            $"{x.Shape} -> {y.Shape}, results ({row.First}, {column.First}) of each {convolution.Stride.Height}x{convolution.Stride.Width}: {rowTaps}x{columnTaps} taps",
            new ConvolutionExtents(x.Shape[0], groups, row.Count, column.Count, outputs),
            new ConvolutionStrides(x.Strides[0], inputs, x.Strides[1], x.Strides[2]),
            new ConvolutionStrides(y.Strides[0], outputs, convolution.Stride.Height * y.Strides[1], convolution.Stride.Width * y.Strides[2]),
            [new WindowLoop(rowTaps, row.InputStep * x.Strides[1]), new WindowLoop(columnTaps, column.InputStep * x.Strides[2]), new WindowLoop(inputs, 1)]);
        var constants = new ConvolutionConstants(
            node.Inputs[1],
            isZero ? 0 : (row.FirstTap * w[3]) + column.FirstTap,
            area,
            inputs * outputs * area,
            [(rowTaps, row.TapStep * w[3]), (columnTaps, column.TapStep), (inputs, outputs * area)],
            ConvolutionLowering.Bias(node, convolution))
        {
            IsZero = isZero,
        };

        // Without taps the weights are zero whatever they multiply, so any elements do that are there: every phase reads its extents from the origin.
        Operand first = isZero ? x.Location : x.Location.Plus((row.InputFirst * x.Strides[1]) + (column.InputFirst * x.Strides[2]));
        if (isZero)
        {
            geometry = geometry with { Input = new ConvolutionStrides(x.Strides[0], inputs, 0, 0) };
        }

        (Epilogue epilogue, IReadOnlyList<Operand> operands) = EpilogueLowering.Lower(context, node);
        Operand[] moved = [.. operands.Select((o, i) => context.Moved(o, (row.First * epilogue.Operands[i].Strides[1]) + (column.First * epilogue.Operands[i].Strides[2])))];
        Epilogue apart = epilogue with
        {
            Operands = epilogue.Operands.Select(o => new EpilogueOperand(new[]
            {
                o.Strides[0], o.Strides[1] * convolution.Stride.Height, o.Strides[2] * convolution.Stride.Width, o.Strides[3],
            })).ToArray(),
        };
        Operand target = y.Location.Plus((row.First * y.Strides[1]) + (column.First * y.Strides[2]));
        ConvolutionLowering.Lower(context, node, geometry, constants, first, target, apart, moved, isPart);
    }
}

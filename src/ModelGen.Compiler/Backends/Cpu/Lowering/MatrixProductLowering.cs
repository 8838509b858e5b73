using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>
/// Matrix products: dense layers, whose weights are packed, and products of two values. The last three axes of the result are images,
/// pixels and channels of one kernel; every index along the axes before them is a step of its own.
/// </summary>
internal sealed class MatrixProductLowering : ILowering
{
    /// <inheritdoc/>
    public void Lower(LoweringContext context, Node node, Operator anchor)
    {
        if (anchor is Dense dense && DenseRowLowering.TryLower(context, node, dense))
        {
            return;
        }

        ValueView a = context.View(node.Inputs[0]), b = context.View(node.Inputs[1]), y = context.View(node.Id);
        bool isDense = anchor is Dense;
        int depth = a.Shape[-1], channels = y.Shape[-1], rank = y.Shape.Rank;
        (Epilogue epilogue, IReadOnlyList<Operand> operands) = EpilogueLowering.Lower(context, node);
        int[] left = BatchStrides(a, y.Shape), right = isDense ? new int[rank] : BatchStrides(b, y.Shape);
        int images = rank > 2 ? y.Shape[-3] : 1;
        int pixels = rank > 1 ? y.Shape[-2] : 1;
        int Image(IReadOnlyList<int> strides) => rank > 2 ? strides[rank - 3] : 0;
        int Pixel(IReadOnlyList<int> strides) => rank > 1 ? strides[rank - 2] : 0;
        var geometry = new ConvolutionGeometry(
            anchor.Name,
            FormattableString.Invariant($"{images} x {pixels}x{depth} by {depth}x{channels}"),
            new ConvolutionExtents(images, 1, 1, pixels, channels),
            new ConvolutionStrides(Image(left), 0, 0, Pixel(left)),
            new ConvolutionStrides(Image(y.Strides), 0, 0, Pixel(y.Strides)),
            [new WindowLoop(depth, 1)]);
        Epilogue planar = epilogue with
        {
            Operands = epilogue.Operands.Select(o => new EpilogueOperand(new[] { Image(o.Strides.ToArray()), 0, Pixel(o.Strides.ToArray()), o.Strides[rank - 1] })).ToArray(),
        };

        int[] outer = [.. y.Shape.Take(Math.Max(0, rank - 3))];
        int turns = outer.Aggregate(1, (product, extent) => product * extent);
        for (int turn = 0; turn < turns; turn++)
        {
            int At(IReadOnlyList<int> strides) => Enumerable.Range(0, outer.Length).Sum(axis => turn / outer.Skip(axis + 1).Aggregate(1, (p, e) => p * e) % outer[axis] * strides[axis]);
            Operand x = context.Moved(a.Location, At(left)), target = y.Location.Plus(At(y.Strides));
            Operand[] further = [.. operands.Select((o, i) => context.Moved(o, At(epilogue.Operands[i].Strides.ToArray())))];
            bool isPart = turn < turns - 1;
            if (isDense)
            {
                var constants = new ConvolutionConstants(node.Inputs[1], 0, depth, 0, [(depth, 1)], ConvolutionLowering.Bias(node, anchor));
                ConvolutionLowering.Lower(context, node, geometry, constants, x, target, planar, further, isPart);
            }
            else
            {
                Operand matrix = context.Moved(b.Location, At(right));
                var weights = new ConvolutionWeights(false, Image(right), b.Strides[b.Shape.Rank - 2]);
                ConvolutionLowering.Lower(context, node, geometry, weights, x, matrix, target, planar, further, isPart);
            }
        }
    }

    /// <summary>The strides of an operand along the axes of the result; along the last two, those of its own matrix.</summary>
    private static int[] BatchStrides(ValueView view, Shape result)
    {
        int missing = result.Rank - view.Shape.Rank;
        return [.. Enumerable.Range(0, result.Rank).Select(axis =>
            axis < missing || (axis < result.Rank - 2 && view.Shape[axis - missing] == 1) ? 0 : view.Strides[axis - missing])];
    }
}

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
        var batch = new MatrixBatch(y.Shape);
        int[] left = batch.Strides(a), right = isDense ? new int[rank] : batch.Strides(b);
        var geometry = new ConvolutionGeometry(
            anchor.Name,
            FormattableString.Invariant($"{batch.Matrices} x {batch.Rows}x{depth} by {depth}x{channels}"),
            new ConvolutionExtents(batch.Matrices, 1, 1, batch.Rows, channels),
            new ConvolutionStrides(batch.Matrix(left), 0, 0, batch.Row(left)),
            new ConvolutionStrides(batch.Matrix(y.Strides), 0, 0, batch.Row(y.Strides)),
            [new WindowLoop(depth, 1)]);
        Epilogue planar = epilogue with
        {
            Operands = epilogue.Operands.Select(o => new EpilogueOperand(new[] { batch.Matrix(o.Strides.ToArray()), 0, batch.Row(o.Strides.ToArray()), o.Strides[rank - 1] })).ToArray(),
        };

        for (int turn = 0; turn < batch.Turns; turn++)
        {
            Operand x = context.Moved(a.Location, batch.At(turn, left)), target = y.Location.Plus(batch.At(turn, y.Strides));
            Operand[] further = [.. operands.Select((o, i) => context.Moved(o, batch.At(turn, epilogue.Operands[i].Strides.ToArray())))];
            bool isPart = turn < batch.Turns - 1;
            if (isDense)
            {
                var constants = new ConvolutionConstants(node.Inputs[1], 0, depth, 0, [(depth, 1)], ConvolutionLowering.Bias(node, anchor));
                ConvolutionLowering.Lower(context, node, geometry, constants, x, target, planar, further, isPart);
            }
            else
            {
                Operand matrix = context.Moved(b.Location, batch.At(turn, right));
                var weights = new ConvolutionWeights(false, batch.Matrix(right), b.Strides[b.Shape.Rank - 2]);
                ConvolutionLowering.Lower(context, node, geometry, weights, x, matrix, target, planar, further, isPart);
            }
        }
    }
}

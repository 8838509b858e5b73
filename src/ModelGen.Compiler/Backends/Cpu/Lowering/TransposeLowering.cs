using System;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>Transposition: copies of rows where the last axis stays, else of matrices.</summary>
internal sealed class TransposeLowering : ILowering
{
    /// <inheritdoc/>
    public void Lower(LoweringContext context, Node node, Operator anchor)
    {
        ValueView x = context.View(node.Inputs[0]), y = context.View(node.Id);
        int[] sourceStrides = [.. ((Transpose)anchor).Permutation.Select(axis => x.Strides[axis])];
        LoopNest loops = LoopNest.Of(y.Shape.ToArray(), sourceStrides, y.Strides);
        int columns = loops.Extents.Count - 1;
        int rows = Array.IndexOf(loops.Strides[0].ToArray(), 1);
        if (rows < 0 || rows == columns || loops.RowStride(1) != 1)
        {
            CopyLowering.Copy(context, node, y.Shape.ToArray(), x.Location, sourceStrides, y.Location, y.Strides);
            return;
        }

        int[] outer = [.. Enumerable.Range(0, columns).Where(axis => axis != rows)];
        var kernel = new TransposeKernel(
            LoopNest.Of(Select(loops.Extents, outer), Select(loops.Strides[0], outer), Select(loops.Strides[1], outer)),
            loops.Extents[rows],
            loops.Extents[columns],
            loops.RowStride(0),
            loops.Strides[1][rows],
            x.Location.IsBytes);
        context.Add(node, kernel, [x.Location, y.Location], kernel.Units, loops.ElementCount * WorkEstimate.Move);
    }

    private static int[] Select(EquatableArray<int> values, int[] axes) => [.. axes.Select(axis => values[axis])];
}

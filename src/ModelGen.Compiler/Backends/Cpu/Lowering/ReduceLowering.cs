using System.Linq;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>Sums, means and maxima along any axes.</summary>
internal sealed class ReduceLowering : ILowering
{
    /// <inheritdoc/>
    public void Lower(LoweringContext context, Node node, Operator anchor)
    {
        var reduce = (ReduceOperator)anchor;
        ValueView x = context.View(node.Inputs[0]), y = context.View(node.Id);
        int[] reduced = [.. Enumerable.Range(0, x.Shape.Rank).Where(axis => reduce.Axes.Contains(axis))];
        int[] kept = [.. Enumerable.Range(0, x.Shape.Rank).Where(axis => !reduce.Axes.Contains(axis))];
        int[] results = reduce.KeepDims ? kept : [.. kept.Select((_, i) => i)];

        LoopNest outer = LoopNest.Of([.. kept.Select(a => x.Shape[a])], [.. kept.Select(a => x.Strides[a])], [.. results.Select(a => y.Strides[a])]);
        LoopNest inner = LoopNest.Of([.. reduced.Select(a => x.Shape[a])], [.. reduced.Select(a => x.Strides[a])]);
        bool isAcross = inner.RowStride(0) == 1 || outer.RowStride(0) != 1 || outer.RowStride(1) != 1;
        bool isBytes = x.Location.IsBytes;

        // Bytes side by side are reduced window by window, and a window has two axes.
        isAcross |= isBytes && inner.Extents.Count > 2;
        if (isAcross)
        {
            inner = inner.WithVectorRows();
        }

        ReduceKind kind = reduce switch { ReduceMean => ReduceKind.Mean, ReduceSum => ReduceKind.Sum, _ => ReduceKind.Max };
        var kernel = new ReduceKernel(kind, outer, inner, isAcross, isBytes);
        context.Add(node, kernel, [x.Location, y.Location], kernel.Units, (long)x.Shape.ElementCount * WorkEstimate.Move);
    }
}

using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>Element-wise operators on bytes, alone or in chains, and those between bytes and single precision.</summary>
internal sealed class ByteRowLowering : ILowering
{
    /// <inheritdoc/>
    public void Lower(LoweringContext context, Node node, Operator anchor)
    {
        int[] inputs = [.. node.Inputs.Distinct()];
        ValueView[] views = [.. inputs.Select(context.View)];
        ValueView y = context.View(node.Id);
        int[][] strides = [.. views.Select(v => EpilogueLowering.BroadcastStrides(v, y.Shape)), y.Strides];
        List<FusedStep> steps = ElementWiseLowering.Steps(node, anchor, inputs);
        var kernel = new ByteRowKernel(
            string.Concat(steps.Take(3).Select(s => s.Operator.Name)) + (steps.Count > 3 ? "Chain" : ""),
            $"{string.Join(", ", views.Select(v => v.Type))} -> {y.Type}",
            Loops(LoopNest.Of(y.Shape.ToArray(), strides).WithVectorRows(), steps),
            steps.ToArray(),
            views.Append(y).Select(v => v.Location.IsBytes).ToArray(),
            context.TypeOf(node.Inputs[0]).Element);
        long work = kernel.Loops.ElementCount * steps.Sum(s => WorkEstimate.Of(s.Operator));
        context.Add(node, kernel, [.. views.Select(v => v.Location), y.Location], UnitCount.Of(kernel.Loops.Units), work);
    }

    /// <summary>Rows in which no operand of a function of one element repeats.</summary>
    private static LoopNest Loops(LoopNest loops, List<FusedStep> steps) =>
        loops.RowLength > 1 && steps.Any(s => s.Operands.Count == 1 && s.Operands[0] >= 0 && loops.RowStride(s.Operands[0]) == 0) ? loops.WithSingleElementRows() : loops;
}

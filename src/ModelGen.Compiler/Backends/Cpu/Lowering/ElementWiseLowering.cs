using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>
/// Operators whose result element depends on one element of each operand, alone or in chains: unary and binary operators, PRelu,
/// batch norms with statistics, conversions.
/// </summary>
internal sealed class ElementWiseLowering : ILowering
{
    /// <inheritdoc/>
    public void Lower(LoweringContext context, Node node, Operator anchor)
    {
        int[] inputs = [.. node.Inputs.Distinct()];
        ValueView[] views = [.. inputs.Select(context.View)];
        ValueView y = context.View(node.Id);
        int[][] strides = [.. views.Select(v => EpilogueLowering.BroadcastStrides(v, y.Shape)), y.Strides];
        LoopNest loops = LoopNest.Of(y.Shape.ToArray(), strides).WithVectorRows();
        List<FusedStep> steps = Steps(node, anchor, inputs);

        var kernel = new ElementWiseKernel(
            string.Concat(steps.Take(3).Select(s => s.Operator.Name)) + (steps.Count > 3 ? "Chain" : ""),
            $"{string.Join(", ", views.Select(v => v.Type))} -> {y.Type}",
            loops,
            steps.ToArray(),
            views[0].Type.Element);
        long work = loops.ElementCount * steps.Sum(s => WorkEstimate.Of(s.Operator));
        context.Add(node, kernel, [.. views.Select(v => v.Location), y.Location], UnitCount.Of(loops.Units), work);
    }

    /// <summary>The anchor as the first step, then the fused ones; operands are numbered by <paramref name="inputs"/>.</summary>
    internal static List<FusedStep> Steps(Node node, Operator anchor, int[] inputs)
    {
        var fused = node.Operator as Fused;
        int Number(int input) => System.Array.IndexOf(inputs, node.Inputs[input]);
        var steps = new List<FusedStep> { new(anchor, Enumerable.Range(0, fused?.AnchorInputs ?? node.Inputs.Count).Select(Number).ToArray()) };
        foreach (FusedStep step in fused?.Steps ?? default)
        {
            steps.Add(new FusedStep(step.Operator, step.Operands.Select(o => o >= 0 ? Number(o) : ~(~o + 1)).ToArray()));
        }

        return steps;
    }
}

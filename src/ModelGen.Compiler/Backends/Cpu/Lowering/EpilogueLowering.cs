using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>The fused steps of a node, with the operands that they read besides the kernel's own result.</summary>
internal static class EpilogueLowering
{
    /// <summary>The epilogue of <paramref name="node"/> and what its operands bind to, in order.</summary>
    /// <param name="context">The program under construction.</param>
    /// <param name="node">The node; without fused steps the epilogue is empty.</param>
    public static (Epilogue Epilogue, IReadOnlyList<Operand> Operands) Lower(LoweringContext context, Node node)
    {
        if (node.Operator is not Fused fused)
        {
            return (Epilogue.None, []);
        }

        var numbers = new Dictionary<int, int>();
        var operands = new List<EpilogueOperand>();
        var locations = new List<Operand>();
        var steps = new List<FusedStep>();
        foreach (FusedStep step in fused.Steps)
        {
            steps.Add(new FusedStep(step.Operator, step.Operands.Select(Renumber).ToArray()));
        }

        return (new Epilogue(steps.ToArray(), operands.ToArray()), locations);

        int Renumber(int operand)
        {
            if (operand < 0)
            {
                return operand;
            }

            if (!numbers.TryGetValue(operand, out int number))
            {
                number = operands.Count;
                numbers.Add(operand, number);
                ValueView view = context.View(node.Inputs[operand]);
                operands.Add(new EpilogueOperand(BroadcastStrides(view, node.Type.Shape)));
                locations.Add(view.Location);
            }

            return number;
        }
    }

    /// <summary>The strides of an operand along each axis of a result that it is broadcast to, aligned at the last axis as numpy does.</summary>
    public static int[] BroadcastStrides(ValueView view, Shape result)
    {
        var strides = new int[result.Rank];
        int missing = result.Rank - view.Shape.Rank;
        for (int axis = missing; axis < result.Rank; axis++)
        {
            strides[axis] = view.Shape[axis - missing] == 1 ? 0 : view.Strides[axis - missing];
        }

        return strides;
    }
}

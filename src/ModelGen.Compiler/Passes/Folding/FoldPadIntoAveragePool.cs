using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// Zeros put around the planes of an image before average pooling are padding of the pooling that counts as zeros: where the pooling has
/// no padding of its own, or counts it alike, and every window still holds an element of the image.
/// </summary>
public sealed class FoldPadIntoAveragePool : Rule
{
    /// <inheritdoc/>
    public override bool TryApply(GraphEditor graph, Node node)
    {
        if (node.Operator is not AveragePool pool || graph.Operand(node, 0) is not { Operator: Pad pad } padded || !PlanePadding.IsZero(pad))
        {
            return false;
        }

        if (!pool.CountPadding && !pool.Pads.IsNone)
        {
            return false;
        }

        Node x = graph.Operand(padded, 0);
        AveragePool folded = pool with { Pads = PlanePadding.Sum(pool.Pads, pad), CountPadding = true };
        if (folded.Infer([x.Type]).Error is not null)
        {
            return false;
        }

        graph.Replace(node, folded, [x]);
        return true;
    }
}

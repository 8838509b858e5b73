using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Passes;

/// <summary>Zeros put around the planes of an image before a convolution are padding of that convolution.</summary>
public sealed class FoldPadIntoConvolution : Rule
{
    /// <inheritdoc/>
    public override bool TryApply(GraphEditor graph, Node node)
    {
        if (node.Operator is not Conv2D convolution || graph.Operand(node, 0) is not { Operator: Pad pad } padded || !PlanePadding.IsZero(pad))
        {
            return false;
        }

        Node[] inputs = graph.Operands(node);
        inputs[0] = graph.Operand(padded, 0);
        graph.Replace(node, convolution with { Pads = PlanePadding.Sum(convolution.Pads, pad) }, inputs);
        return true;
    }
}

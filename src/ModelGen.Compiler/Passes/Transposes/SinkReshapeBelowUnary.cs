using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Passes;

/// <summary>f(reshape(x)) is reshape(f(x)): the activation then stands directly behind the layer that it is fused into.</summary>
public sealed class SinkReshapeBelowUnary : Rule
{
    /// <inheritdoc/>
    public override bool TryApply(GraphEditor graph, Node node)
    {
        if (node.Operator is not UnaryOperator || graph.IsConstant(node))
        {
            return false;
        }

        Node reshape = graph.Operand(node, 0);
        if (reshape.Operator is not Reshape || !graph.HasSingleReader(reshape))
        {
            return false;
        }

        Node result = graph.Add(node.Operator, node, graph.Operand(reshape, 0));
        graph.Replace(node, reshape.Operator, [result]);
        return true;
    }
}

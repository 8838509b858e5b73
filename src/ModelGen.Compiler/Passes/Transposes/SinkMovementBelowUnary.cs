using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// f(transpose(x)) is transpose(f(x)), and f(reshape(x)) is reshape(f(x)): transposes move towards others that cancel them, and the
/// activation stands directly behind the layer that it is fused into.
/// </summary>
public sealed class SinkMovementBelowUnary : Rule
{
    /// <inheritdoc/>
    public override bool TryApply(GraphEditor graph, Node node)
    {
        if (node.Operator is not UnaryOperator || graph.IsConstant(node))
        {
            return false;
        }

        Node movement = graph.Operand(node, 0);
        if (movement.Operator is not (Transpose or Reshape) || !graph.HasSingleReader(movement))
        {
            return false;
        }

        Node result = graph.Add(node.Operator, node, graph.Operand(movement, 0));
        graph.Replace(node, movement.Operator, [result]);
        return true;
    }
}

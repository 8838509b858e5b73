using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Passes;

/// <summary>f(transpose(x)) is transpose(f(x)): transposes move down, towards others that cancel them and out of the way of fusion.</summary>
public sealed class SinkTransposeBelowUnary : Rule
{
    /// <inheritdoc/>
    public override bool TryApply(GraphEditor graph, Node node)
    {
        if (node.Operator is not UnaryOperator || graph.IsConstant(node))
        {
            return false;
        }

        Node transpose = graph.Operand(node, 0);
        if (transpose.Operator is not Transpose || !graph.HasSingleReader(transpose))
        {
            return false;
        }

        Node result = graph.Add(node.Operator, node, graph.Operand(transpose, 0));
        graph.Replace(node, transpose.Operator, [result]);
        return true;
    }
}

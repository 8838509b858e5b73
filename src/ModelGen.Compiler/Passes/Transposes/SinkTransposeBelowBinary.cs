using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// An element-wise operator of two values transposed alike, or of a transposed one and a constant, is the transpose of that operator; a
/// constant takes the inverse transpose, which costs nothing at run time.
/// </summary>
public sealed class SinkTransposeBelowBinary : Rule
{
    /// <inheritdoc/>
    public override bool TryApply(GraphEditor graph, Node node)
    {
        if (node.Operator is not BinaryOperator || graph.IsConstant(node) || Permutations.Common(graph, node) is not { } permutation)
        {
            return false;
        }

        Node a = Permutations.Undo(graph, node, graph.Operand(node, 0), permutation);
        Node b = Permutations.Undo(graph, node, graph.Operand(node, 1), permutation);
        Node result = graph.Add(node.Operator, node, a, b);
        graph.Replace(node, new Transpose(permutation), [result]);
        return true;
    }
}

using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Passes;

/// <summary>A reshape of a reshape is one reshape.</summary>
public sealed class MergeReshapes : Rule
{
    /// <inheritdoc/>
    public override bool TryApply(GraphEditor graph, Node node)
    {
        if (node.Operator is not Reshape || graph.Operand(node, 0) is not { Operator: Reshape } inner)
        {
            return false;
        }

        graph.Replace(node, node.Operator, [graph.Operand(inner, 0)]);
        return true;
    }
}

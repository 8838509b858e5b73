using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Passes;

/// <summary>A transpose of a transpose is one transpose; inverse ones leave an identity, which simplification drops.</summary>
public sealed class MergeTransposes : Rule
{
    /// <inheritdoc/>
    public override bool TryApply(GraphEditor graph, Node node)
    {
        if (node.Operator is not Transpose outer || graph.Operand(node, 0) is not { Operator: Transpose first } inner)
        {
            return false;
        }

        int[] permutation = [.. outer.Permutation.Select(axis => first.Permutation[axis])];
        graph.Replace(node, new Transpose(permutation), [graph.Operand(inner, 0)]);
        return true;
    }
}

using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// A reduction of a transposed value reduces the axes that the transpose brought there; what remains is transposed, which is fewer
/// elements and often no transpose at all.
/// </summary>
public sealed class SinkTransposeBelowReduction : Rule
{
    /// <inheritdoc/>
    public override bool TryApply(GraphEditor graph, Node node)
    {
        if (node.Operator is not ReduceOperator reduce || graph.IsConstant(node))
        {
            return false;
        }

        Node operand = graph.Operand(node, 0);
        if (operand.Operator is not Transpose { Permutation: var permutation } || !graph.HasSingleReader(operand))
        {
            return false;
        }

        int[] axes = [.. reduce.Axes.Select(axis => permutation[axis]).OrderBy(axis => axis)];
        Node reduced = graph.Add(reduce with { Axes = axes }, node, graph.Operand(operand, 0));
        graph.Replace(node, new Transpose(reduce.KeepDims ? permutation : Remaining(permutation, axes)), [reduced]);
        return true;
    }

    /// <summary>The permutation of the axes that are left when <paramref name="dropped"/>, axes of the original, are gone.</summary>
    private static int[] Remaining(EquatableArray<int> permutation, int[] dropped)
    {
        int[] left = [.. permutation.Where(axis => !dropped.Contains(axis))];
        return [.. left.Select(axis => left.Count(other => other < axis))];
    }
}

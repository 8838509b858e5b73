using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Passes;

/// <summary>A transpose that keeps the order of all axes longer than 1 moves nothing: it is a reshape, which is a view.</summary>
public sealed class TransposeAsReshape : Rule
{
    /// <inheritdoc/>
    public override bool TryApply(GraphEditor graph, Node node)
    {
        if (node.Operator is not Transpose { Permutation: var permutation })
        {
            return false;
        }

        Node x = graph.Operand(node, 0);
        int[] moved = [.. permutation.Where(axis => x.Type.Shape[axis] > 1)];
        if (!moved.SequenceEqual(moved.OrderBy(axis => axis)))
        {
            return false;
        }

        graph.Replace(node, new Reshape(node.Type.Shape), [x]);
        return true;
    }
}

using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Passes;

/// <summary>A pad of a pad with the same value is one pad.</summary>
public sealed class MergePads : Rule
{
    /// <inheritdoc/>
    public override bool TryApply(GraphEditor graph, Node node)
    {
        if (node.Operator is not Pad outer || graph.Operand(node, 0) is not { Operator: Pad first } inner || !first.Value.Equals(outer.Value))
        {
            return false;
        }

        int[] before = [.. outer.Before.Zip(first.Before, (a, b) => a + b)];
        int[] after = [.. outer.After.Zip(first.After, (a, b) => a + b)];
        graph.Replace(node, new Pad(before, after, outer.Value), [graph.Operand(inner, 0)]);
        return true;
    }
}

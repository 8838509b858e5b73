using System;
using ModelGen.IR;

namespace ModelGen.Compiler.Passes;

/// <summary>A clamp of a clamp is one clamp to the intersection of both intervals, if they meet.</summary>
public sealed class MergeClamps : Rule
{
    /// <inheritdoc/>
    public override bool TryApply(GraphEditor graph, Node node)
    {
        if (Clamp.Of(node.Operator) is not { } outer)
        {
            return false;
        }

        Node inner = graph.Operand(node, 0);
        if (Clamp.Of(inner.Operator) is not { } first)
        {
            return false;
        }

        var both = new Clamp(Math.Max(outer.Min, first.Min), Math.Min(outer.Max, first.Max));
        if (!(both.Min <= both.Max))
        {
            return false;
        }

        graph.Replace(node, both.ToOperator(), [graph.Operand(inner, 0)]);
        return true;
    }
}

using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// Writes clamps in one form: Clip(0, ∞) is Relu, Clip(0, 6) is Relu6, and the maximum or minimum with a literal of equal elements is a
/// Clip, where that literal does not broadcast the other operand.
/// </summary>
public sealed class NameClamps : Rule
{
    /// <inheritdoc/>
    public override bool TryApply(GraphEditor graph, Node node) => node.Operator switch
    {
        Clip => TryRename(graph, node),
        Max or Min => TryOperand(graph, node, 0, 1) || TryOperand(graph, node, 1, 0),
        _ => false,
    };

    private static bool TryRename(GraphEditor graph, Node node)
    {
        Operator named = Clamp.Of(node.Operator)!.Value.ToOperator();
        if (named is Clip)
        {
            return false;
        }

        graph.Replace(node, named, [graph.Operand(node, 0)]);
        return true;
    }

    private static bool TryOperand(GraphEditor graph, Node node, int value, int bound)
    {
        Node x = graph.Operand(node, value);
        if (Literals.Uniform(graph.Operand(node, bound)) is not { } limit || float.IsNaN(limit) || x.Type != node.Type)
        {
            return false;
        }

        Clamp clamp = node.Operator is Max ? new(limit, float.PositiveInfinity) : new(float.NegativeInfinity, limit);
        graph.Replace(node, clamp.ToOperator(), [x]);
        return true;
    }
}

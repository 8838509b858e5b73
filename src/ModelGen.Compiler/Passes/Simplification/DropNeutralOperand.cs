using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Passes;

/// <summary>x + 0, x − 0, x · 1, x / 1, max(x, −∞) and min(x, ∞) are x, where the neutral operand does not broadcast x to another shape.</summary>
public sealed class DropNeutralOperand : Rule
{
    /// <inheritdoc/>
    public override bool TryApply(GraphEditor graph, Node node)
    {
        if (node.Operator is not BinaryOperator op)
        {
            return false;
        }

        Node a = graph.Operand(node, 0), b = graph.Operand(node, 1);
        if (a.Type == node.Type && IsNeutral(b, RightNeutral(op)))
        {
            graph.Redirect(node, a);
            return true;
        }

        if (b.Type == node.Type && op is not (Sub or Div) && IsNeutral(a, RightNeutral(op)))
        {
            graph.Redirect(node, b);
            return true;
        }

        return false;
    }

    private static bool IsNeutral(Node node, float? neutral) => neutral is { } value && Literals.Uniform(node) == value;

    private static float? RightNeutral(BinaryOperator op) => op switch
    {
        Add or Sub => 0,
        Mul or Div => 1,
        Max => float.NegativeInfinity,
        Min => float.PositiveInfinity,
        _ => null,
    };
}

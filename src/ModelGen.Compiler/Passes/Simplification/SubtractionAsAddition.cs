using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Passes;

/// <summary>x − c is x + (−c) for a constant c, bit for bit; so that later rules see one form.</summary>
public sealed class SubtractionAsAddition : Rule
{
    /// <inheritdoc/>
    public override bool TryApply(GraphEditor graph, Node node)
    {
        if (node.Operator is not Sub || graph.IsConstant(node))
        {
            return false;
        }

        Node x = graph.Operand(node, 0), c = graph.Operand(node, 1);
        if (!graph.IsConstant(c))
        {
            return false;
        }

        graph.Replace(node, new Add(), [x, graph.Add(new Negate(), node, c)]);
        return true;
    }
}

using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Passes;

/// <summary>x · sigmoid(x) is Silu and x · hardsigmoid(x) is HardSwish, where nothing else reads the factor.</summary>
public sealed class NameActivations : Rule
{
    /// <inheritdoc/>
    public override bool TryApply(GraphEditor graph, Node node) =>
        node.Operator is Mul && (TryFactor(graph, node, 0, 1) || TryFactor(graph, node, 1, 0));

    private static bool TryFactor(GraphEditor graph, Node node, int value, int factor)
    {
        Node x = graph.Operand(node, value), gate = graph.Operand(node, factor);
        Operator? activation = gate.Operator switch
        {
            Sigmoid => new Silu(),
            HardSigmoid => new HardSwish(),
            _ => null,
        };
        if (activation is null || gate.Inputs[0] != x.Id || !graph.HasSingleReader(gate))
        {
            return false;
        }

        graph.Replace(node, activation, [x]);
        return true;
    }
}

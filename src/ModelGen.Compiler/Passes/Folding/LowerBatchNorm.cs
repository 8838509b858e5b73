using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// A batch norm is x · s + t per channel with s = gamma / √(variance + ε) and t = beta − mean · s, which are constants of the link step.
/// Where it follows a convolution or a dense layer, <see cref="FoldScale"/> and <see cref="FoldShift"/> take them into its weights.
/// </summary>
public sealed class LowerBatchNorm : Rule
{
    /// <inheritdoc/>
    public override bool TryApply(GraphEditor graph, Node node)
    {
        if (node.Operator is not BatchNorm norm)
        {
            return false;
        }

        Node x = graph.Operand(node, 0), gamma = graph.Operand(node, 1), beta = graph.Operand(node, 2);
        Node mean = graph.Operand(node, 3), variance = graph.Operand(node, 4);
        Node epsilon = graph.Add(Literal.Scalar(norm.Epsilon), node);
        Node deviation = graph.Add(new Sqrt(), node, graph.Add(new Add(), node, variance, epsilon));
        Node scale = graph.Add(new Div(), node, gamma, deviation);
        Node shift = graph.Add(new Sub(), node, beta, graph.Add(new Mul(), node, mean, scale));
        Node scaled = graph.Add(new Mul(), node, x, scale);
        graph.Replace(node, new Add(), [scaled, shift]);
        return true;
    }
}

using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// A linear layer whose result is multiplied or divided by a constant per channel, or by one for all, is a layer with scaled weight and
/// bias. The scaled parameters are constants of the link step.
/// </summary>
public sealed class FoldScale : Rule
{
    /// <inheritdoc/>
    public override bool TryApply(GraphEditor graph, Node node) => node.Operator switch
    {
        Mul => TryFold(graph, node, 0, 1) || TryFold(graph, node, 1, 0),
        Div => TryFold(graph, node, 0, 1),
        _ => false,
    };

    private static bool TryFold(GraphEditor graph, Node node, int value, int factor)
    {
        Node layer = graph.Operand(node, value), scale = graph.Operand(node, factor);
        if (!LinearLayer.Matches(graph, layer) || !graph.HasSingleReader(layer) || layer.Type != node.Type)
        {
            return false;
        }

        if (!graph.IsConstant(scale) || !LinearLayer.IsPerChannel(scale.Type.Shape, node.Type.Shape[-1]))
        {
            return false;
        }

        var op = (BinaryOperator)node.Operator;
        Node vector = LinearLayer.AsVector(graph, node, scale);
        Node x = graph.Operand(layer, 0), weight = LinearLayer.ScaleOutputs(graph, node, layer, op, vector);
        Node[] inputs = layer.Inputs.Count > 2
            ? [x, weight, graph.Add(op, node, graph.Operand(layer, 2), vector)]
            : [x, weight];
        graph.Replace(node, layer.Operator, inputs, layer.Scope);
        return true;
    }
}

using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// A convolution or dense layer of an input that is multiplied or divided by a constant per channel, or by one for all, is a layer with
/// scaled weight. Padding stays zero under a scale, so it may have any. This is how the normalisation of an image goes into the first
/// layer, and a batch norm into the layer behind it.
/// </summary>
public sealed class FoldScaleOfInput : Rule
{
    /// <inheritdoc/>
    public override bool TryApply(GraphEditor graph, Node node)
    {
        if (node.Operator is not (Conv2D or Dense) || !LinearLayer.Matches(graph, node))
        {
            return false;
        }

        Node scaled = graph.Operand(node, 0);
        return graph.HasSingleReader(scaled) && scaled.Operator switch
        {
            Mul => TryFold(graph, node, scaled, 0, 1) || TryFold(graph, node, scaled, 1, 0),
            Div => TryFold(graph, node, scaled, 0, 1),
            _ => false,
        };
    }

    private static bool TryFold(GraphEditor graph, Node node, Node scaled, int value, int factor)
    {
        Node x = graph.Operand(scaled, value), scale = graph.Operand(scaled, factor);
        int channels = scaled.Type.Shape[-1];
        if (x.Type != scaled.Type || graph.IsConstant(x) || !graph.IsConstant(scale) || !LinearLayer.IsPerChannel(scale.Type.Shape, channels))
        {
            return false;
        }

        Node vector = LinearLayer.AsVector(graph, node, scale);
        Node[] inputs = graph.Operands(node);
        inputs[0] = x;
        inputs[1] = ScaleInputs(graph, node, (BinaryOperator)scaled.Operator, vector);
        graph.Replace(node, node.Operator, inputs);
        return true;
    }

    private static Node ScaleInputs(GraphEditor graph, Node node, BinaryOperator op, Node vector)
    {
        Node weight = graph.Operand(node, 1);
        Shape shape = weight.Type.Shape;
        int count = vector.Type.Shape.ElementCount;
        if (count == 1 || node.Operator is not Conv2D convolution)
        {
            return graph.Add(op, node, weight, vector);
        }

        int groups = convolution.Groups;
        Node grouped = graph.Add(new Reshape(new Shape(groups, shape[0] / groups, shape[1], shape[2] * shape[3])), node, weight);
        Node perGroup = graph.Add(new Reshape(new Shape(groups, 1, shape[1], 1)), node, vector);
        return graph.Add(new Reshape(shape), node, graph.Add(op, node, grouped, perGroup));
    }
}

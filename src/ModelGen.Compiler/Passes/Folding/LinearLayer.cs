using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Passes;

/// <summary>What convolutions, transposed convolutions and dense layers have in common: a constant weight and a bias per output channel.</summary>
internal static class LinearLayer
{
    /// <summary>Whether the node is one, with parameters that are known when weights are linked, and an input that is not.</summary>
    public static bool Matches(GraphEditor graph, Node node) =>
        node.Operator is Conv2D or ConvTranspose2D or Dense && !graph.IsConstant(node) && node.Inputs.Skip(1).All(i => graph.IsConstant(graph[i]));

    /// <summary>Whether a constant broadcasts to one value for each of <paramref name="channels"/> channels on the last axis, or one for all.</summary>
    public static bool IsPerChannel(Shape constant, int channels) =>
        constant.ElementCount == 1 || (constant[-1] == channels && constant.ElementCount == channels);

    /// <summary>A per-channel constant as a vector: one element per channel, or a single one.</summary>
    public static Node AsVector(GraphEditor graph, Node before, Node constant) => constant.Type.Shape.Rank == 1
        ? constant
        : graph.Add(new Reshape(new Shape(constant.Type.Shape.ElementCount)), before, constant);

    /// <summary>
    /// Combines the weight of a layer with one value per output channel (or one for all): <paramref name="op"/> is Mul or Div.
    /// </summary>
    public static Node ScaleOutputs(GraphEditor graph, Node before, Node layer, BinaryOperator op, Node vector)
    {
        Node weight = graph.Operand(layer, 1);
        Shape shape = weight.Type.Shape;
        int count = vector.Type.Shape.ElementCount;
        if (count == 1)
        {
            return graph.Add(op, before, weight, vector);
        }

        if (layer.Operator is not ConvTranspose2D transposed)
        {
            Node column = graph.Add(new Reshape(new Shape([count, .. Enumerable.Repeat(1, shape.Rank - 1)])), before, vector);
            return graph.Add(op, before, weight, column);
        }

        int groups = transposed.Groups;
        Node grouped = graph.Add(new Reshape(new Shape(groups, shape[0] / groups, shape[1], shape[2] * shape[3])), before, weight);
        Node perGroup = graph.Add(new Reshape(new Shape(groups, 1, shape[1], 1)), before, vector);
        return graph.Add(new Reshape(shape), before, graph.Add(op, before, grouped, perGroup));
    }
}

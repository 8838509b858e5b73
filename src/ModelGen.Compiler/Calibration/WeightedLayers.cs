using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Calibration;

/// <summary>Finds the layers whose weights and biases calibration can change.</summary>
public static class WeightedLayers
{
    /// <summary>The convolutions and dense layers with constant weights, in the order of the graph. Transposed convolutions are not among them.</summary>
    public static IReadOnlyList<Node> Of(Graph graph)
    {
        HashSet<int> constants = ConstantNodes.Of(graph);
        return [.. graph.Nodes.Where(n => IsLayer(n, constants))];
    }

    /// <summary>The pairs of layers that can be equalized, in the order of their producers.</summary>
    public static IReadOnlyList<EqualizablePair> Pairs(Graph graph)
    {
        HashSet<int> constants = ConstantNodes.Of(graph);
        ILookup<int, Node> readers = graph.Readers();
        var outputs = new HashSet<int>(graph.Outputs.Select(o => o.Node));
        var pairs = new List<EqualizablePair>();
        foreach (Node producer in graph.Nodes.Where(n => IsLayer(n, constants)))
        {
            Node at = producer;
            while (!outputs.Contains(at.Id) && readers[at.Id].Count() == 1)
            {
                Node reader = readers[at.Id].First();
                if (IsLayer(reader, constants))
                {
                    pairs.Add(new EqualizablePair(producer, at, reader));
                    break;
                }

                if (!KeepsChannelFactors(reader, at, constants))
                {
                    break;
                }

                at = reader;
            }
        }

        return pairs;
    }

    /// <summary>Whether a positive factor on a channel of the operand comes out as the same factor on the same channel of the result.</summary>
    private static bool KeepsChannelFactors(Node node, Node operand, HashSet<int> constants) => node.Operator switch
    {
        Relu or LeakyRelu or MaxPool or AveragePool or GlobalAveragePool => true,
        PRelu => node.Inputs[0] == operand.Id && constants.Contains(node.Inputs[1]),
        Reshape => node.Type.Shape.Rank > 0 && node.Type.Shape[-1] == operand.Type.Shape[-1],
        _ => false,
    };

    private static bool IsLayer(Node node, HashSet<int> constants) =>
        node.Operator is Conv2D or Dense && !constants.Contains(node.Inputs[0]) && node.Inputs.Skip(1).All(constants.Contains);
}

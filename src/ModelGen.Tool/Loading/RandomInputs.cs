using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Tool.Loading;

/// <summary>Draws inputs that a model accepts.</summary>
internal static class RandomInputs
{
    /// <summary>One array an input: numbers from 0 to 1, bytes of either sign, and indices that lie within what they select from.</summary>
    public static Array[] Draw(Graph graph, int seed)
    {
        var random = new Random(seed);
        Dictionary<int, int> limits = IndexLimits(graph);
        return [.. graph.Select<Operators.Input>().Select(n => Draw(random, n.Node.Type, limits.GetValueOrDefault(n.Node.Id, 256)))];
    }

    /// <summary>The same as tensors.</summary>
    public static IReadOnlyList<Tensor> DrawTensors(Graph graph, int seed) =>
    [
        .. graph.Select<Operators.Input>().Zip(Draw(graph, seed), (input, values) => input.Node.Type.Element switch
        {
            ElementType.Float32 => new Tensor(input.Node.Type.Shape, (float[])values),
            ElementType.Int32 => new Tensor(input.Node.Type.Shape, (int[])values),
            ElementType.Int8 => new Tensor(input.Node.Type.Shape, (sbyte[])values),
            _ => new Tensor(input.Node.Type.Shape, (byte[])values),
        }),
    ];

    private static Array Draw(Random random, TensorType type, int limit)
    {
        int count = type.Shape.ElementCount;
        return type.Element switch
        {
            ElementType.Float32 => Fill(count, random.NextSingle),
            ElementType.Int32 => Fill(count, () => random.Next(limit)),
            ElementType.Int8 => Fill(count, () => (sbyte)random.Next(-128, 128)),
            _ => Fill(count, () => (byte)random.Next(256)),
        };
    }

    /// <summary>For each input that is used as indices, directly or reshaped, the least extent that they select from.</summary>
    private static Dictionary<int, int> IndexLimits(Graph graph)
    {
        Dictionary<int, Node> nodes = graph.ById();
        var limits = new Dictionary<int, int>();
        foreach ((Node node, Operators.Gather gather) in graph.Select<Operators.Gather>())
        {
            Node source = nodes[node.Inputs[1]];
            while (source.Operator is Operators.Reshape)
            {
                source = nodes[source.Inputs[0]];
            }

            int extent = nodes[node.Inputs[0]].Type.Shape[gather.Axis];
            limits[source.Id] = Math.Min(extent, limits.GetValueOrDefault(source.Id, int.MaxValue));
        }

        return limits;
    }

    private static T[] Fill<T>(int count, Func<T> next) => [.. Enumerable.Range(0, count).Select(_ => next())];
}

using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Tests.Support;

/// <summary>Draws tensors.</summary>
internal static class RandomTensors
{
    /// <summary>Values between −2 and 2; indices and bytes below <paramref name="limit"/>.</summary>
    public static Tensor Draw(Random random, TensorType type, int limit = 256) => type.Element switch
    {
        ElementType.Float32 => new Tensor(type.Shape, Fill(type, () => (random.NextSingle() * 4) - 2)),
        ElementType.Int32 => new Tensor(type.Shape, Fill(type, () => random.Next(limit))),
        ElementType.Int8 => new Tensor(type.Shape, Fill(type, () => (sbyte)random.Next(-limit / 2, limit / 2))),
        _ => new Tensor(type.Shape, Fill(type, () => (byte)random.Next(limit))),
    };

    /// <summary>Every parameter of a graph. Those that a batch norm takes as variance, and every divisor, are positive.</summary>
    public static Dictionary<string, Tensor> Parameters(Random random, Graph graph)
    {
        Dictionary<int, Node> nodes = graph.ById();
        HashSet<int> positive = [.. graph.Select<Operators.BatchNorm>().Select(n => n.Node.Inputs[4])];
        return nodes.Values.Where(n => n.Operator is Operators.Parameter).ToDictionary(
            n => ((Operators.Parameter)n.Operator).Path,
            n =>
            {
                Tensor tensor = Draw(random, n.Type);
                return positive.Contains(n.Id) ? new Tensor(tensor.Shape, Array.ConvertAll(tensor.Floats, v => Math.Abs(v) + 0.1f)) : tensor;
            });
    }

    /// <summary>Every input of a graph.</summary>
    public static Dictionary<string, Tensor> Inputs(Random random, Graph graph, int limit) =>
        graph.Select<Input>().ToDictionary(n => n.Operator.InputName, n => Draw(random, n.Node.Type, limit));

    private static T[] Fill<T>(TensorType type, Func<T> next) => [.. Enumerable.Range(0, type.Shape.ElementCount).Select(_ => next())];
}

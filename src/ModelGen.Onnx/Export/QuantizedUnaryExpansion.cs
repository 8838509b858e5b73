using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Export;

/// <summary>Replaces each function of bytes by the function of real values between a dequantization and a quantization.</summary>
internal static class QuantizedUnaryExpansion
{
    /// <summary>An equal graph without such functions; the quantization takes over the id.</summary>
    public static Graph Apply(Graph graph)
    {
        if (!graph.Select<Operators.QuantizedUnary>().Any())
        {
            return graph;
        }

        int next = graph.Nodes.Max(n => n.Id) + 1;
        var nodes = new List<Node>();
        foreach (Node node in graph.Nodes)
        {
            if (node.Operator is not Operators.QuantizedUnary unary)
            {
                nodes.Add(node);
                continue;
            }

            TensorType real = node.Type with { Element = ElementType.Float32 };
            int argument = next++, result = next++;
            nodes.Add(new Node(argument, new Operators.Dequantize(unary.X), node.Inputs, real, node.Scope));
            nodes.Add(new Node(result, unary.Function, new[] { argument }, real, node.Scope));
            nodes.Add(node with { Operator = new Operators.Quantize(unary.Y, unary.Element, unary.Rounding), Inputs = new[] { result } });
        }

        return graph with { Nodes = nodes.ToArray() };
    }
}

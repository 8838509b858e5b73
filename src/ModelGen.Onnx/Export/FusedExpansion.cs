using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Export;

/// <summary>Replaces each fused node by its anchor and steps: ONNX Runtime does its own fusion.</summary>
internal static class FusedExpansion
{
    /// <summary>An equal graph without fused nodes; the last step of each takes over the id.</summary>
    public static Graph Apply(Graph graph)
    {
        if (!graph.Select<Operators.Fused>().Any())
        {
            return graph;
        }

        int next = graph.Nodes.Max(n => n.Id) + 1;
        var types = new Dictionary<int, TensorType>();
        var nodes = new List<Node>();
        foreach (Node node in graph.Nodes)
        {
            if (node.Operator is not Operators.Fused fused)
            {
                Append(node);
                continue;
            }

            int[] inputs = node.Inputs.ToArray();
            int[] own = new int[fused.Steps.Count + 1];
            for (int step = 0; step < own.Length; step++)
            {
                own[step] = step == fused.Steps.Count ? node.Id : next++;
                Operator op = step == 0 ? fused.Anchor : fused.Steps[step - 1].Operator;
                int[] operands = step == 0
                    ? inputs[..fused.AnchorInputs]
                    : [.. fused.Steps[step - 1].Operands.Select(o => o >= 0 ? inputs[o] : own[~o])];
                Append(new Node(own[step], op, operands, op.Infer([.. operands.Select(o => types[o])]).Type, node.Scope));
            }
        }

        return graph with { Nodes = nodes.ToArray() };

        void Append(Node node)
        {
            nodes.Add(node);
            types.Add(node.Id, node.Type);
        }
    }
}

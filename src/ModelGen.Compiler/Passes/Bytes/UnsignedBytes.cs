using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Numerics;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// Holds signed bytes as unsigned ones, x + 128, on which alone kernels compute, by <see cref="UnsignedForm"/>. Inputs, constants and results
/// of the graph keep their type and are converted where they are read or yielded.
/// </summary>
public sealed class UnsignedBytes : IPass
{
    /// <inheritdoc/>
    public string Name => "unsigned-bytes";

    /// <inheritdoc/>
    public Graph Apply(Graph graph, PassContext context)
    {
        if (!context.MayRewrite || new Rewriting(graph).TryRun() is not { } rewritten)
        {
            return graph;
        }

        context.Count();
        return rewritten;
    }

    /// <summary>The rewritten graph under construction: each signed value is computed in one form and converted to the other when first asked for it.</summary>
    private sealed class Rewriting(Graph graph)
    {
        private readonly HashSet<int> constants = ConstantNodes.Of(graph);
        private readonly Dictionary<int, Node> nodes = graph.ById();
        private readonly Dictionary<int, Node> plain = [];
        private readonly Dictionary<int, Node> shifted = [];
        private readonly List<Node> result = [];
        private int nextId = graph.Nodes.Max(n => n.Id) + 1;

        /// <summary>The rewritten graph; null where nothing computes with signed bytes.</summary>
        public Graph? TryRun()
        {
            foreach (Node node in graph.Nodes)
            {
                Add(node);
            }

            if (shifted.Count == 0)
            {
                return null;
            }

            GraphOutput[] outputs = [.. graph.Outputs.Select(o => o with { Node = Plain(o.Node).Id })];
            return new Graph(graph.Name, result.ToArray(), outputs);
        }

        private void Add(Node node)
        {
            TensorType[] types = [.. node.Inputs.Select(id => nodes[id].Type)];
            bool[] areSigned = [.. types.Select((type, i) => type.Element == ElementType.Int8 && !(node.Operator is QuantizedProduct && i > 0))];
            if (IsSigned(node, areSigned) && UnsignedForm.Of(node.Operator, types) is { } op)
            {
                int[] inputs = [.. node.Inputs.Select((id, i) => (areSigned[i] ? Shifted(id) : Plain(id)).Id)];
                (TensorType type, Dictionary<int, Node> forms) = node.Type.Element == ElementType.Int8 ? (node.Type with { Element = ElementType.UInt8 }, shifted) : (node.Type, plain);
                forms.Add(node.Id, Append(new Node(node.Id, op, inputs, type, node.Scope)));
            }
            else
            {
                plain.Add(node.Id, Append(node with { Inputs = node.Inputs.Select(id => Plain(id).Id).ToArray() }));
            }
        }

        /// <summary>Whether a node computes with signed bytes. A conversion of those that the caller gave takes them as they are.</summary>
        private bool IsSigned(Node node, bool[] areSigned) => node.Operator is not Input && !constants.Contains(node.Id)
            && (node.Operator is Cast ? areSigned[0] && shifted.ContainsKey(node.Inputs[0]) : node.Type.Element == ElementType.Int8 || areSigned.Contains(true));

        private Node Plain(int id) => plain.TryGetValue(id, out Node? node) ? node : Convert(plain, shifted[id], UnsignedForm.Shift, 0, ElementType.Int8, id);

        private Node Shifted(int id) => shifted.TryGetValue(id, out Node? node) ? node : Convert(shifted, plain[id], 0, UnsignedForm.Shift, ElementType.UInt8, id);

        private Node Convert(Dictionary<int, Node> forms, Node from, int zeroPoint, int toZeroPoint, ElementType element, int id)
        {
            var op = new Requantize(new Quantization(1, zeroPoint), new Quantization(1, toZeroPoint), element, RoundingRule.Onnx);
            Node converted = Append(new Node(nextId++, op, new[] { from.Id }, from.Type with { Element = element }, from.Scope));
            forms.Add(id, converted);
            return converted;
        }

        private Node Append(Node node)
        {
            result.Add(node);
            return node;
        }
    }
}

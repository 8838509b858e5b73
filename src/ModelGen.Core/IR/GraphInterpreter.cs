using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.IR.Operators;
using ModelGen.Numerics;

namespace ModelGen.IR;

/// <summary>Runs a graph node by node with the reference semantics of its operators.</summary>
public static class GraphInterpreter
{
    /// <summary>The outputs, in the order of <see cref="Graph.Outputs"/>.</summary>
    /// <param name="graph">A sound graph.</param>
    /// <param name="inputs">A tensor for each input, by name.</param>
    /// <param name="parameters">A tensor for each parameter, by path.</param>
    /// <exception cref="ArgumentException">A tensor is missing or of another type than the graph says.</exception>
    public static IReadOnlyList<Tensor> Run(Graph graph, IReadOnlyDictionary<string, Tensor> inputs, IReadOnlyDictionary<string, Tensor> parameters) =>
        Evaluate(graph, graph.Outputs.Select(o => o.Node), name => Find(inputs, name), path => Find(parameters, path));

    /// <summary>The values of chosen nodes, in their order. Nodes that they do not need are not evaluated, and values are dropped after their last use.</summary>
    /// <param name="graph">A sound graph.</param>
    /// <param name="nodes">The ids of the nodes.</param>
    /// <param name="input">The tensor of an input by name, or null.</param>
    /// <param name="parameter">The tensor of a parameter by path, or null.</param>
    /// <exception cref="ArgumentException">A tensor is missing or of another type than the graph says.</exception>
    /// <exception cref="QuantizationException">Weights cannot be quantized as the graph asks; the message begins with the layer.</exception>
    public static IReadOnlyList<Tensor> Evaluate(Graph graph, IEnumerable<int> nodes, Func<string, Tensor?> input, Func<string, Tensor?> parameter)
    {
        int[] wanted = [.. nodes];
        Dictionary<int, int> uses = CountUses(graph, wanted);
        var values = new Dictionary<int, Tensor>();
        foreach (Node node in graph.Nodes)
        {
            if (!uses.ContainsKey(node.Id))
            {
                continue;
            }

            values[node.Id] = node.Operator switch
            {
                Input op => Checked(input(op.InputName), node.Type, "input", op.InputName),
                Parameter op => Checked(parameter(op.Path), node.Type, "parameter", op.Path),
                _ => Evaluate(node, Find(values, node.Inputs)),
            };

            foreach (int used in node.Inputs)
            {
                if (--uses[used] == 0)
                {
                    values.Remove(used);
                }
            }
        }

        return Find(values, wanted);
    }

    private static Tensor Evaluate(Node node, Tensor[] inputs)
    {
        try
        {
            return node.Operator.Evaluate(inputs, node.Type);
        }
        catch (QuantizationException e) when (node.Scope.Length > 0)
        {
            throw new QuantizationException($"{node.Scope}: {e.Message}");
        }
    }

    private static Tensor[] Find(Dictionary<int, Tensor> values, EquatableArray<int> nodes)
    {
        var found = new Tensor[nodes.Count];
        for (int i = 0; i < found.Length; i++)
        {
            found[i] = values[nodes[i]];
        }

        return found;
    }

    private static Dictionary<int, int> CountUses(Graph graph, int[] wanted)
    {
        var uses = new Dictionary<int, int>();
        foreach (int id in wanted)
        {
            uses[id] = (uses.TryGetValue(id, out int count) ? count : 0) + 1;
        }

        for (int position = graph.Nodes.Count - 1; position >= 0; position--)
        {
            Node node = graph.Nodes[position];
            if (uses.ContainsKey(node.Id))
            {
                foreach (int id in node.Inputs)
                {
                    uses[id] = (uses.TryGetValue(id, out int count) ? count : 0) + 1;
                }
            }
        }

        return uses;
    }

    private static Tensor? Find(IReadOnlyDictionary<string, Tensor> tensors, string name) => tensors.TryGetValue(name, out Tensor? tensor) ? tensor : null;

    private static Tensor Checked(Tensor? tensor, TensorType type, string what, string name)
    {
        if (tensor is null)
        {
            throw new ArgumentException($"The value of {what} '{name}' is not given.");
        }

        return tensor.Type == type ? tensor : throw new ArgumentException($"The {what} '{name}' is {type}, but its value is {tensor.Type}.");
    }
}

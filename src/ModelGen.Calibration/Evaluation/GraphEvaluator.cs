using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler;
using ModelGen.IR;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Calibration.Evaluation;

/// <summary>
/// Runs a graph over many samples and shows every value on the way. Constant nodes are evaluated once; convolutions, dense layers and
/// products of matrices run vectorised and on all processors, everything else with the reference semantics.
/// </summary>
internal sealed class GraphEvaluator
{
    private readonly Graph graph;
    private readonly Dictionary<int, Tensor> constants = [];
    private readonly Dictionary<int, IFastOperation> fast = [];
    private readonly Dictionary<int, int> lastUses = [];

    /// <summary>Evaluates what does not depend on inputs.</summary>
    /// <param name="graph">A sound graph.</param>
    /// <param name="parameter">The value of a parameter by path.</param>
    public GraphEvaluator(Graph graph, Func<string, Tensor> parameter)
    {
        this.graph = graph;
        HashSet<int> constant = ConstantNodes.Of(graph);
        int[] used = [.. graph.Nodes.Where(n => !constant.Contains(n.Id)).SelectMany(n => n.Inputs).Concat(graph.Outputs.Select(o => o.Node)).Where(constant.Contains).Distinct()];
        foreach ((int id, Tensor value) in used.Zip(GraphInterpreter.Evaluate(graph, used, _ => null, parameter)))
        {
            constants.Add(id, value);
        }

        foreach (Node node in graph.Nodes.Where(n => !constant.Contains(n.Id)))
        {
            foreach (int input in node.Inputs)
            {
                lastUses[input] = node.Id;
            }

            if (FastOperations.TryCreate(node, id => constants.GetValueOrDefault(id)) is { } operation)
            {
                fast.Add(node.Id, operation);
            }
        }
    }

    /// <summary>Runs the graph once.</summary>
    /// <param name="inputs">A tensor of the right type for each input, by name.</param>
    /// <param name="visit">Called with each node that is not constant and its value, in the order of the graph.</param>
    public void Run(IReadOnlyDictionary<string, Tensor> inputs, Action<Node, Tensor> visit)
    {
        var values = new Dictionary<int, Tensor>(constants);
        foreach (Node node in graph.Nodes)
        {
            if (node.Operator is Operators.Parameter or Operators.Literal || constants.ContainsKey(node.Id) || !node.Inputs.All(values.ContainsKey))
            {
                continue;
            }

            Tensor value = node.Operator is Operators.Input input
                ? inputs[input.InputName]
                : Evaluate(node, [.. node.Inputs.Select(i => values[i])]);
            values.Add(node.Id, value);
            visit(node, value);
            foreach (int used in node.Inputs)
            {
                if (lastUses[used] == node.Id && !constants.ContainsKey(used))
                {
                    values.Remove(used);
                }
            }
        }
    }

    private Tensor Evaluate(Node node, Tensor[] inputs) =>
        fast.TryGetValue(node.Id, out IFastOperation? operation) ? operation.Evaluate(inputs, node.Type) : node.Operator.Evaluate(inputs, node.Type);
}

using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler;
using ModelGen.IR;

namespace ModelGen.Calibration.Evaluation;

/// <summary>Goes through the nodes of a graph that are not constant, and keeps values as long as a later node needs them.</summary>
/// <typeparam name="T">What stands for the value of a node.</typeparam>
internal sealed class GraphWalk<T>
{
    private readonly Node[] nodes;
    private readonly IReadOnlyDictionary<int, T> constants;
    private readonly Dictionary<int, int> lastUses = [];

    /// <summary>Plans the walk.</summary>
    /// <param name="graph">A sound graph.</param>
    /// <param name="constants">What stands for the constant operands, by node id.</param>
    public GraphWalk(Graph graph, IReadOnlyDictionary<int, T> constants)
    {
        this.constants = constants;
        HashSet<int> constant = ConstantNodes.Of(graph);
        nodes = [.. graph.Nodes.Where(n => !constant.Contains(n.Id))];
        foreach (Node node in nodes)
        {
            foreach (int input in node.Inputs)
            {
                lastUses[input] = node.Id;
            }
        }
    }

    /// <summary>Evaluates every node, inputs included, after those that it takes values from.</summary>
    public void Run(Func<Node, T[], T> evaluate)
    {
        var values = new Dictionary<int, T>(constants);
        foreach (Node node in nodes)
        {
            values.Add(node.Id, evaluate(node, [.. node.Inputs.Select(i => values[i])]));
            foreach (int used in node.Inputs.Where(i => lastUses[i] == node.Id && !constants.ContainsKey(i)))
            {
                values.Remove(used);
            }
        }
    }
}

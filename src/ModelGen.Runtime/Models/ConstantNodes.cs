using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;
using Operators = ModelGen.IR.Operators;

namespace ModelGen;

/// <summary>The nodes of a graph whose values depend on parameters and literals only, and the parameters that each depends on.</summary>
internal sealed class ConstantNodes
{
    private readonly Dictionary<int, Operators.Parameter[]> parameters = [];

    public ConstantNodes(Graph graph)
    {
        foreach (Node node in graph.Nodes)
        {
            if (node.Operator is Operators.Parameter parameter)
            {
                parameters.Add(node.Id, [parameter]);
            }
            else if (node.Operator is not Operators.Input && node.Inputs.All(parameters.ContainsKey))
            {
                parameters.Add(node.Id, [.. node.Inputs.SelectMany(ParametersOf).Distinct()]);
            }
        }
    }

    public bool Contains(int node) => parameters.ContainsKey(node);

    /// <summary>The parameters that a constant node depends on; none for other nodes.</summary>
    public IEnumerable<Operators.Parameter> ParametersOf(int node) => parameters.GetValueOrDefault(node) ?? [];
}

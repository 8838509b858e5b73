using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler;

/// <summary>Which values are known once weights are linked.</summary>
public static class ConstantNodes
{
    /// <summary>The ids of the nodes that depend on parameters and literals only.</summary>
    public static HashSet<int> Of(Graph graph)
    {
        var constants = new HashSet<int>();
        foreach (Node node in graph.Nodes)
        {
            if (node.Operator is not Input && node.Inputs.All(constants.Contains))
            {
                constants.Add(node.Id);
            }
        }

        return constants;
    }
}

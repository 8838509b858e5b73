using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler;
using ModelGen.IR;

namespace ModelGen.Calibration.Evaluation;

/// <summary>The values of a graph that do not depend on inputs, as far as others read them.</summary>
internal static class ConstantValues
{
    /// <summary>The constant operands of nodes that are not constant, and the constant outputs, by node id.</summary>
    /// <param name="graph">A sound graph.</param>
    /// <param name="parameter">The value of a parameter by path.</param>
    public static Dictionary<int, Tensor> Of(Graph graph, Func<string, Tensor> parameter)
    {
        HashSet<int> constant = ConstantNodes.Of(graph);
        int[] used = [.. graph.Nodes.Where(n => !constant.Contains(n.Id)).SelectMany(n => n.Inputs).Concat(graph.Outputs.Select(o => o.Node)).Where(constant.Contains).Distinct()];
        return used.Zip(GraphInterpreter.Evaluate(graph, used, _ => null, parameter)).ToDictionary(v => v.First, v => v.Second);
    }
}

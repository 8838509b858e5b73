using System.Collections.Generic;
using System.Globalization;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Calibration;

/// <summary>
/// Names for the values of a graph that stay the same from calibration to quantization. Both take the graph after
/// <see cref="Pipeline.RunBeforeFusion(Graph, PipelineOptions?)"/>, whose passes are deterministic.
/// </summary>
public static class TensorKeys
{
    /// <summary>
    /// The key of every node that depends on an input of the model, by node id, in the order of the graph: <c>input:NAME</c> for inputs,
    /// else <c>SCOPE/OPERATOR</c>, followed by <c>#2</c>, <c>#3</c>, … for the second and later ones of the same scope and operator.
    /// No key occurs twice.
    /// </summary>
    /// <param name="graph">The graph after <see cref="Pipeline.RunBeforeFusion(Graph, PipelineOptions?)"/>.</param>
    public static IReadOnlyDictionary<int, string> Of(Graph graph)
    {
        HashSet<int> constants = ConstantNodes.Of(graph);
        var counts = new Dictionary<string, int>();
        var keys = new Dictionary<int, string>();
        foreach (Node node in graph.Nodes)
        {
            if (!constants.Contains(node.Id))
            {
                string key = node.Operator is Input input ? "input:" + input.InputName : node.Scope + "/" + node.Operator.Name;
                counts[key] = counts.TryGetValue(key, out int count) ? count + 1 : 1;
                keys.Add(node.Id, counts[key] == 1 ? key : key + "#" + counts[key].ToString(CultureInfo.InvariantCulture));
            }
        }

        return keys;
    }
}

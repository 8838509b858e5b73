using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;
using ModelGen.Onnx.Mappings;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Export;

/// <summary>Decides which inputs of a model are images.</summary>
internal static class InputLayouts
{
    /// <summary>The inputs of rank 4 that reach an operator on images before their axes are rearranged.</summary>
    public static HashSet<int> Images(Graph graph)
    {
        var images = new HashSet<int>();
        var origins = new Dictionary<int, int[]>();
        foreach (Node node in graph.Nodes)
        {
            if (node.Operator is Operators.Input)
            {
                origins.Add(node.Id, node.Type.Shape.Rank == 4 ? [node.Id] : []);
                continue;
            }

            AxisUse use = MappingTable.Find(node.Operator)?.Use ?? AxisUse.Logical;
            int[] sources = [.. node.Inputs.SelectMany(i => origins[i]).Distinct()];
            if (use == AxisUse.Image && node.Inputs.Count > 0)
            {
                images.UnionWith(origins[node.Inputs[0]]);
            }

            origins.Add(node.Id, use == AxisUse.Any && node.Type.Shape.Rank == 4 ? sources : []);
        }

        return images;
    }
}

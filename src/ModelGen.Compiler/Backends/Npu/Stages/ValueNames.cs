using System.Collections.Generic;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Stages;

/// <summary>The names of values that pass between stages: those of the network's inputs and results, or numbers.</summary>
internal sealed class ValueNames
{
    private readonly Dictionary<int, Node> nodes;
    private readonly Dictionary<int, string> names = [];
    private readonly HashSet<string> taken = [];

    public ValueNames(Graph graph)
    {
        nodes = graph.ById();
        foreach (Node node in graph.Nodes)
        {
            if (node.Operator is Input input)
            {
                Name(node.Id, input.InputName);
            }
        }

        foreach (GraphOutput output in graph.Outputs)
        {
            Name(output.Node, output.Name);
        }
    }

    /// <summary>A value with its name and type.</summary>
    public NpuStageValue Value(int id)
    {
        if (!names.ContainsKey(id))
        {
            string name = NpuHostStage.NameOf(id);
            Name(id, name);
            names[id] = name;
        }

        return new NpuStageValue(id, names[id], nodes[id].Type);
    }

    private void Name(int id, string name)
    {
        if (!names.ContainsKey(id) && taken.Add(name))
        {
            names.Add(id, name);
        }
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Stages;

/// <summary>Makes the parts of a plan that run on the host.</summary>
internal static class HostStages
{
    /// <summary>A stage of some operations.</summary>
    public static NpuHostStage Make(
        Graph graph, NpuMachine machine, NpuCompilerOptions options, ValueNames names, Node[] nodes, int[] inputs, int[] outputs, IReadOnlyDictionary<int, string> reasons)
    {
        var own = new HashSet<int>(nodes.Select(n => n.Id));
        Dictionary<int, Node> byId = graph.ById();
        int[] taken = [.. nodes.SelectMany(n => n.Inputs).Where(i => !own.Contains(i)).Distinct()];
        Node[] all = [.. taken.Select(id => new Node(id, new Input(NpuHostStage.NameOf(id), byId[id].Type), [], byId[id].Type, "")), .. nodes];
        GraphOutput[] results = [.. outputs.Select(id => new GraphOutput(NpuHostStage.NameOf(id), id))];
        NpuStageValue[] from = [.. inputs.Select(names.Value)], to = [.. outputs.Select(names.Value)];

        // What enters or leaves the network is there for the host anyway.
        long bytes = from.Where(v => byId[v.Node].Operator is not Input).Concat(to.Where(v => graph.Outputs.All(o => o.Node != v.Node))).Sum(v => v.Bytes);
        ExternalMemory memory = machine.Memories[machine.MemoryOf(TensorClasses.InputOutput)];
        long cycles = bytes == 0 ? 0 : memory.ReadLatencyCycles + memory.WriteLatencyCycles + (long)Math.Ceiling(bytes * (double)machine.ClockHertz / memory.BytesPerSecond);
        return new NpuHostStage(
            from, to, new Graph(graph.Name, all, results),
            nodes.Select(n => new NpuHostOperation(n.Id, n.Operator.Name, n.Scope, options.FloatReasons.TryGetValue(n.Id, out string? reason) ? reason : reasons[n.Id])).ToArray(),
            bytes, cycles);
    }

    /// <summary>The part of a graph that computes constants which the host takes, or which are results.</summary>
    public static Graph Constants(Graph graph, IEnumerable<NpuStage> stages)
    {
        HashSet<int> constants = ConstantNodes.Of(graph);
        int[] wanted = [.. stages.OfType<NpuHostStage>().SelectMany(s => s.Graph.Nodes).Select(n => n.Id).Concat(graph.Outputs.Select(o => o.Node)).Where(constants.Contains).Distinct()];
        var needed = new HashSet<int>(wanted);
        foreach (Node node in graph.Nodes.Reverse())
        {
            if (needed.Contains(node.Id))
            {
                needed.UnionWith(node.Inputs);
            }
        }

        return new Graph(
            graph.Name, graph.Nodes.Where(n => needed.Contains(n.Id)).ToArray(), wanted.Select(id => new GraphOutput(NpuHostStage.NameOf(id), id)).ToArray());
    }
}

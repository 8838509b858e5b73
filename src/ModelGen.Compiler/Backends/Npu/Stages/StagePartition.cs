using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Npu.Lowering;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Npu.Stages;

/// <summary>
/// Divides a graph into parts that run on the NPU and on the host in turn. An operation is in the first part of its side in which all that it takes is there,
/// so that sides change as seldom as the graph allows.
/// </summary>
internal sealed class StagePartition
{
    private readonly Dictionary<int, int> levels = [];

    /// <summary>Divides a graph.</summary>
    public StagePartition(Graph graph)
    {
        var context = new SupportContext(graph);
        foreach (Node node in graph.Nodes)
        {
            if (context.IsConstant(node.Id))
            {
                continue;
            }

            if (node.Operator is Input)
            {
                levels.Add(node.Id, -1);
                continue;
            }

            string? reason = NpuLowerings.ReasonAgainst(context, node);
            int side = reason is null ? 1 : 0;
            if (reason is not null)
            {
                Reasons.Add(node.Id, reason);
            }

            int level = Math.Max(side, node.Inputs.Where(levels.ContainsKey).Select(i => levels[i]).DefaultIfEmpty(-1).Max());
            levels.Add(node.Id, level % 2 == side ? level : level + 1);
        }

        foreach (IGrouping<int, Node> part in graph.Nodes.Where(n => levels.TryGetValue(n.Id, out int level) && level >= 0).GroupBy(n => levels[n.Id]).OrderBy(g => g.Key))
        {
            Parts.Add((part.Key % 2 == 1, [.. part]));
        }
    }

    /// <summary>Why operations run on the host, by their nodes.</summary>
    public Dictionary<int, string> Reasons { get; } = [];

    /// <summary>The parts in order: whether it runs on the NPU, and its nodes.</summary>
    public List<(bool IsNpu, Node[] Nodes)> Parts { get; } = [];

    /// <summary>Whether a value is made by an operation of another part, or is an input.</summary>
    public bool IsOutside(int value, Node[] part) => levels.TryGetValue(value, out int level) && level != levels[part[0].Id];
}

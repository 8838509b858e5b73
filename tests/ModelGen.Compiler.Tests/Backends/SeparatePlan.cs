using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Planning;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Tests.Backends;

/// <summary>The simplest sound memory plan: a buffer for every value, and nothing shared.</summary>
internal static class SeparatePlan
{
    public static MemoryPlan Create(Graph graph, PlanningRules rules)
    {
        var constants = new HashSet<int>();
        foreach (Node node in graph.Nodes)
        {
            if (node.Operator is not Input && node.Inputs.All(constants.Contains))
            {
                constants.Add(node.Id);
            }
        }

        var halos = new Dictionary<int, Pads>();
        foreach (Node node in graph.Nodes)
        {
            for (int i = 0; i < node.Inputs.Count; i++)
            {
                Pads wanted = rules.Halo(node, i);
                Pads have = halos.GetValueOrDefault(node.Inputs[i]);
                halos[node.Inputs[i]] = new Pads(
                    Math.Max(wanted.Top, have.Top), Math.Max(wanted.Left, have.Left), Math.Max(wanted.Bottom, have.Bottom), Math.Max(wanted.Right, have.Right));
            }
        }

        var buffers = new List<BufferPlacement>();
        var values = new List<ValuePlacement>();
        var scratch = new List<ScratchPlacement>();
        int offset = 0;
        foreach (Node node in graph.Nodes.Where(n => !constants.Contains(n.Id)))
        {
            var layout = new TensorLayout(node.Type, halos.GetValueOrDefault(node.Id));
            values.Add(new ValuePlacement(node.Id, buffers.Count, layout, BufferSharing.Own, node.Id));
            Reserve(layout.Slots);
            if (rules.Scratch(node) is > 0 and int needed)
            {
                scratch.Add(new ScratchPlacement(node.Id, buffers.Count));
                Reserve(needed);
            }
        }

        return new MemoryPlan(offset, offset, buffers.ToArray(), values.OrderBy(v => v.Node).ToArray(), scratch.OrderBy(s => s.Node).ToArray());

        void Reserve(int length)
        {
            buffers.Add(new BufferPlacement(offset, length, 0, graph.Nodes.Count));
            offset += (length + MemoryPlan.Alignment - 1) / MemoryPlan.Alignment * MemoryPlan.Alignment;
        }
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Planning;

/// <summary>Distributes the values of a graph over buffers, before these have offsets: own ones, views, and results written in place.</summary>
internal sealed class BufferTable
{
    private readonly Graph graph;
    private readonly PlanningRules rules;
    private readonly HashSet<int> constants;
    private readonly Dictionary<int, TensorLayout> layouts;
    private readonly Dictionary<int, int> lastUses;
    private readonly Dictionary<int, ValuePlacement> values = [];
    private readonly List<Lifetime> buffers = [];
    private readonly List<ScratchPlacement> scratch = [];

    /// <summary>Distributes the values of <paramref name="graph"/>.</summary>
    public BufferTable(Graph graph, PlanningRules rules)
    {
        this.graph = graph;
        this.rules = rules;
        constants = ConstantNodes.Of(graph);
        layouts = FindLayouts();
        lastUses = FindLastUses();
        for (int position = 0; position < graph.Nodes.Count; position++)
        {
            if (!constants.Contains(graph.Nodes[position].Id))
            {
                Place(graph.Nodes[position], position);
            }
        }
    }

    /// <summary>The buffers, by first use.</summary>
    public IReadOnlyList<Lifetime> Buffers => buffers;

    /// <summary>The values, by node id.</summary>
    public IEnumerable<ValuePlacement> Values => values.Values.OrderBy(v => v.Node);

    /// <summary>The working memory of kernels, by node id.</summary>
    public IEnumerable<ScratchPlacement> Scratch => scratch.OrderBy(s => s.Node);

    private Dictionary<int, TensorLayout> FindLayouts()
    {
        var found = graph.Nodes.Where(n => !constants.Contains(n.Id)).ToDictionary(n => n.Id, n => TensorLayout.Dense(n.Type));
        foreach (Node node in graph.Nodes)
        {
            for (int i = 0; i < node.Inputs.Count; i++)
            {
                if (found.TryGetValue(node.Inputs[i], out TensorLayout layout) && layout.Shape.Rank == 4)
                {
                    Pads wanted = rules.Halo(node, i), halo = layout.Halo;
                    found[node.Inputs[i]] = layout with
                    {
                        Halo = new Pads(
                            Math.Max(wanted.Top, halo.Top),
                            Math.Max(wanted.Left, halo.Left),
                            Math.Max(wanted.Bottom, halo.Bottom),
                            Math.Max(wanted.Right, halo.Right)),
                    };
                }
            }
        }

        return found;
    }

    private Dictionary<int, int> FindLastUses()
    {
        var found = new Dictionary<int, int>();
        for (int position = 0; position < graph.Nodes.Count; position++)
        {
            found[graph.Nodes[position].Id] = graph.Nodes[position].Operator is Input ? -1 : position;
            foreach (int input in graph.Nodes[position].Inputs)
            {
                found[input] = position;
            }
        }

        foreach (GraphOutput output in graph.Outputs)
        {
            found[output.Node] = graph.Nodes.Count;
        }

        return found;
    }

    private void Place(Node node, int position)
    {
        if (FindViewed(node) is { } viewed)
        {
            Share(node, viewed, BufferSharing.View);
            return;
        }

        if (FindOverwritten(node, position) is { } overwritten)
        {
            Share(node, overwritten, BufferSharing.InPlace);
        }
        else
        {
            int first = node.Operator is Input ? -1 : position;
            TensorLayout layout = layouts[node.Id];
            values.Add(node.Id, new ValuePlacement(node.Id, buffers.Count, layout, BufferSharing.Own, node.Id));
            buffers.Add(new Lifetime(Align(layout.Slots), first, lastUses[node.Id]));
        }

        if (rules.Scratch(node) is > 0 and var length)
        {
            scratch.Add(new ScratchPlacement(node.Id, buffers.Count));
            buffers.Add(new Lifetime(Align(length), position, position));
        }
    }

    private int? FindViewed(Node node) =>
        node.Operator is Reshape && layouts[node.Id].IsDense && layouts[node.Inputs[0]].IsDense ? node.Inputs[0] : null;

    private int? FindOverwritten(Node node, int position)
    {
        foreach (int input in node.Inputs)
        {
            if (values.TryGetValue(input, out ValuePlacement value) && buffers[value.Buffer].Last == position && MayWriteOver(node, value.Buffer))
            {
                return input;
            }
        }

        return null;
    }

    /// <summary>Whether the kernel bears with its result in a buffer, by each way in which it reads that buffer.</summary>
    private bool MayWriteOver(Node node, int buffer)
    {
        for (int i = 0; i < node.Inputs.Count; i++)
        {
            if (values.TryGetValue(node.Inputs[i], out ValuePlacement value) && value.Buffer == buffer
                && (value.Layout != layouts[node.Id] || !rules.CanWriteOver(node, i)))
            {
                return false;
            }
        }

        return true;
    }

    private void Share(Node node, int other, BufferSharing sharing)
    {
        int buffer = values[other].Buffer;
        values.Add(node.Id, new ValuePlacement(node.Id, buffer, layouts[node.Id], sharing, other));
        buffers[buffer] = buffers[buffer] with { Last = Math.Max(buffers[buffer].Last, lastUses[node.Id]) };
    }

    private static int Align(int length) => (length + MemoryPlan.Alignment - 1) / MemoryPlan.Alignment * MemoryPlan.Alignment;
}

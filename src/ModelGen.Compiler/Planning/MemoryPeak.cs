using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;

namespace ModelGen.Compiler.Planning;

/// <summary>The moment at which most memory is in use.</summary>
/// <param name="Elements">The single-precision elements alive then.</param>
/// <param name="Node">The node that is computed then.</param>
public readonly record struct MemoryPeak(long Elements, int Node)
{
    /// <summary>The elements up to which the planner's arithmetic cannot overflow, fragmentation included.</summary>
    public const long Limit = 1 << 30;

    /// <summary>The peak of a graph whose steps run in the order of its nodes.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="rules">What the back end's kernels need.</param>
    public static MemoryPeak Of(Graph graph, PlanningRules rules)
    {
        HashSet<int> constants = ConstantNodes.Of(graph);
        MemoryPeak largest = graph.Nodes
            .Where(n => !constants.Contains(n.Id))
            .Select(n => new MemoryPeak(n.Type.Shape.ElementCount, n.Id))
            .OrderByDescending(p => p.Elements)
            .FirstOrDefault();
        if (largest.Elements > Limit)
        {
            return largest;
        }

        // Inputs are there before the first step.
        (int step, long elements) = ArenaAllocator.Peak(new BufferTable(graph, rules).Buffers);
        return new MemoryPeak(elements, graph.Nodes[Math.Max(step, 0)].Id);
    }
}

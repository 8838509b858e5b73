using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;

namespace ModelGen.Compiler.Planning;

/// <summary>Decides where in the arena every value of an optimised graph lies.</summary>
public static class MemoryPlanner
{
    /// <summary>The plan for a sound graph whose steps run in the order of its nodes.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="rules">What the back end's kernels need and allow; null for those of <see cref="PlanningRules"/>.</param>
    public static MemoryPlan Plan(Graph graph, PlanningRules? rules = null)
    {
        var table = new BufferTable(graph, rules ?? new PlanningRules());
        IReadOnlyList<Lifetime> lifetimes = table.Buffers;
        int[] offsets = ArenaAllocator.Assign(lifetimes);
        BufferPlacement[] buffers = [.. lifetimes.Select((b, i) => new BufferPlacement(offsets[i], b.Length, b.First, b.Last))];
        return new MemoryPlan(
            buffers.Select(b => b.Offset + b.Length).DefaultIfEmpty(0).Max(),
            ArenaAllocator.LowerBound(lifetimes),
            buffers,
            table.Values.ToArray(),
            table.Scratch.ToArray());
    }
}

using System;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu.Lowering;
using ModelGen.Compiler.Planning;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu;

/// <summary>Lowers an optimised graph to kernels and steps.</summary>
public static class CpuCompiler
{
    /// <summary>Lowers every node that is neither constant nor a view, in the order of the graph.</summary>
    /// <param name="graph">The graph after the passes, accepted by <see cref="CpuSupport"/>.</param>
    /// <param name="plan">Where its values lie.</param>
    /// <exception cref="InvalidOperationException">The graph holds an operator without a kernel.</exception>
    public static CpuProgram Compile(Graph graph, MemoryPlan plan)
    {
        var context = new LoweringContext(graph, plan);
        foreach (Node node in graph.Nodes)
        {
            if (plan.Find(node.Id) is not { } placement)
            {
                continue;
            }

            if (placement.Sharing == BufferSharing.Own && !placement.Layout.IsDense)
            {
                ClearHaloLowering.Lower(context, node);
            }

            if (node.Operator is Input || placement.Sharing == BufferSharing.View)
            {
                continue;
            }

            Operator anchor = node.Operator is Fused fused ? fused.Anchor : node.Operator;
            LoweringRegistry.Find(anchor).Lower(context, node, anchor);
        }

        return new CpuProgram(
            context.Kernels.ToArray(),
            context.Steps.ToArray(),
            graph.Select<Input>().Select(n => context.Transfer(n.Operator.InputName, n.Node.Id)).ToArray(),
            graph.Outputs.Select(o => context.Transfer(o.Name, o.Node)).ToArray(),
            context.Link(),
            plan.ArenaLength);
    }
}

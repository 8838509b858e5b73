using System.Collections.Generic;
using ModelGen.Compiler.Backends.Cpu.Winograd;
using ModelGen.Compiler.Planning;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu;

/// <summary>What the CPU kernels for the nodes of a graph need of the memory plan.</summary>
/// <param name="graph">The graph after the passes.</param>
public sealed class CpuPlanningRules(Graph graph) : PlanningRules
{
    private readonly Dictionary<int, Node> nodes = graph.ById();

    /// <inheritdoc/>
    public override Pads Halo(Node node, int index) => index == 0 && Winograd(node) is { } plan
        ? plan.Halo(((Conv2D)Anchor(node.Operator)).Pads, nodes[node.Inputs[0]].Type.Shape)
        : base.Halo(node, index);

    /// <inheritdoc/>
    public override int Scratch(Node node) => Winograd(node) is { } plan ? plan.InputScratch + plan.OutputScratch : base.Scratch(node);

    private WinogradPlan? Winograd(Node node) => Anchor(node.Operator) is Conv2D convolution
        ? WinogradPlan.For(convolution, nodes[node.Inputs[0]].Type.Shape, nodes[node.Inputs[1]].Type.Shape)
        : null;
}

using System.Collections.Generic;
using ModelGen.Compiler.Backends.Cpu.Lowering;
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
    public override Pads Halo(Node node, int index) => (index, Anchor(node.Operator)) switch
    {
        (0, Conv2D convolution) when Winograd(node) is { } plan => plan.Halo(convolution.Pads, ShapeOf(node, 0)),
        (0, ConvTranspose2D convolution) => ConvTranspose2DLowering.Halo(convolution, ShapeOf(node, 0), ShapeOf(node, 1), node.Type.Shape),
        (0, QuantizedConvTranspose2D convolution) => QuantizedConvTranspose2DLowering.Halo(convolution, ShapeOf(node, 0), ShapeOf(node, 1), node.Type.Shape),
        _ => base.Halo(node, index),
    };

    /// <inheritdoc/>
    public override int Scratch(Node node) => Winograd(node) is { } plan ? plan.InputScratch + plan.OutputScratch
        : Anchor(node.Operator) is QuantizedMatMul product ? QuantizedMatMulLowering.Scratch(product, ShapeOf(node, 1), node.Type.Shape)
        : base.Scratch(node);

    private WinogradPlan? Winograd(Node node) => Anchor(node.Operator) is Conv2D convolution
        ? WinogradPlan.For(convolution, ShapeOf(node, 0), ShapeOf(node, 1))
        : null;

    private Shape ShapeOf(Node node, int input) => nodes[node.Inputs[input]].Type.Shape;
}

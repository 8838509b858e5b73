using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// Runs an operation inside the kernel that alone reads its result, so that the result never goes through memory. The kernel stays at the
/// place of the reader, where all operands exist. Nothing is computed twice: a value with another reader, or that is a result of the
/// graph, is left alone.
/// </summary>
public abstract class FuseProducer : Rule
{
    private readonly FusionLimits limits;

    /// <summary>A rule whose kernels keep to <paramref name="limits"/>.</summary>
    protected FuseProducer(FusionLimits limits) => this.limits = limits;

    /// <inheritdoc/>
    public sealed override bool TryApply(GraphEditor graph, Node node)
    {
        if (graph.IsConstant(node) || KernelGroup.Of(node) is not { } kernel)
        {
            return false;
        }

        return Candidates(graph, node).Any(producer => TryFuse(graph, node, kernel, producer));
    }

    /// <summary>The operands that this rule may fuse, the preferred one first.</summary>
    protected abstract IEnumerable<Node> Candidates(GraphEditor graph, Node node);

    private bool TryFuse(GraphEditor graph, Node node, KernelGroup kernel, Node producer)
    {
        if (graph.IsConstant(producer) || !graph.IsReadOnlyBy(producer, node) || producer.Type != node.Type)
        {
            return false;
        }

        if (KernelGroup.Of(producer) is not { } first || kernel.Absorb(first, producer.Id) is not { } merged || !merged.Fits(limits))
        {
            return false;
        }

        if (merged.HasHeavyAnchor && !merged.StepValues().All(id => IsEpilogueOperand(graph[id].Type, node.Type)))
        {
            return false;
        }

        (Operator op, int[] inputs) = merged.ToOperator();
        graph.Replace(node, op, [.. inputs.Select(id => graph[id])], first.HasHeavyAnchor ? producer.Scope : node.Scope);
        return true;
    }

    /// <summary>What the epilogue of a heavy kernel can read: a value of the result's type, one value per channel, or a single one.</summary>
    private static bool IsEpilogueOperand(TensorType operand, TensorType result) =>
        operand == result || (operand.Element == result.Element && LinearLayer.IsPerChannel(operand.Shape, result.Shape[-1]));
}

using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// Runs element-wise operations on bytes behind the quantized layer whose result they alone read: residual additions, gates, tables of
/// functions. Each keeps its own rounding; only the way through memory is saved.
/// </summary>
public sealed class FuseByteSteps(FusionLimits limits) : Rule
{
    /// <inheritdoc/>
    public override bool TryApply(GraphEditor graph, Node node)
    {
        if (node.Operator is not (QuantizedBinaryOperator or QuantizedUnary or Requantize))
        {
            return false;
        }

        // Of two layers that a residual addition joins, the later one takes it: the result of the other is there by then.
        Node[] layers = [.. graph.Operands(node).Distinct().Where(o => IsLayer(o) && o.Type == node.Type && graph.IsReadOnlyBy(o, node))];
        return layers.OrderBy(l => layers.Count(other => graph.IsBefore(l, other))).Any(layer => TryFuse(graph, node, layer));
    }

    private bool TryFuse(GraphEditor graph, Node node, Node layer)
    {
        Fused kernel = layer.Operator as Fused ?? new Fused(layer.Operator, layer.Inputs.Count, default);
        Node[] further = [.. graph.Operands(node).Where(o => o.Id != layer.Id)];
        if (kernel.Steps.Count == limits.Steps
            || layer.Inputs.Count - kernel.AnchorInputs + further.Length > limits.Operands
            || further.Any(o => o.Type != node.Type || graph.IsConstant(o)))
        {
            return false;
        }

        int next = layer.Inputs.Count;
        int[] operands = [.. node.Inputs.Select(id => id == layer.Id ? ~kernel.Steps.Count : next++)];
        graph.Replace(
            node,
            kernel with { Steps = kernel.Steps.Append(new FusedStep(node.Operator, operands)).ToArray() },
            [.. graph.Operands(layer), .. further],
            layer.Scope);
        return true;
    }

    private static bool IsLayer(Node node) => (node.Operator is Fused fused ? fused.Anchor : node.Operator) is QuantizedConv2D or QuantizedDense;
}

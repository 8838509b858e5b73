using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// A linear layer to whose result a constant per channel is added is a layer with another bias. A constant for all channels is added to
/// the bias if there is one; else it stays a step of its own, to be fused.
/// </summary>
public sealed class FoldShift : Rule
{
    /// <inheritdoc/>
    public override bool TryApply(GraphEditor graph, Node node) =>
        node.Operator is Add && (TryFold(graph, node, 0, 1) || TryFold(graph, node, 1, 0));

    private static bool TryFold(GraphEditor graph, Node node, int value, int addend)
    {
        Node layer = graph.Operand(node, value), shift = graph.Operand(node, addend);
        if (!LinearLayer.Matches(graph, layer) || !graph.HasSingleReader(layer) || layer.Type != node.Type)
        {
            return false;
        }

        int channels = node.Type.Shape[-1];
        bool hasBias = layer.Inputs.Count > 2;
        if (!graph.IsConstant(shift) || !LinearLayer.IsPerChannel(shift.Type.Shape, channels))
        {
            return false;
        }

        if (!hasBias && shift.Type.Shape.ElementCount != channels)
        {
            return false;
        }

        Node vector = LinearLayer.AsVector(graph, node, shift);
        Node bias = hasBias ? graph.Add(new Add(), node, graph.Operand(layer, 2), vector) : vector;
        graph.Replace(node, layer.Operator, [graph.Operand(layer, 0), graph.Operand(layer, 1), bias], layer.Scope);
        return true;
    }
}

using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Numerics;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// The maximum or minimum of quantized values is that of bytes, once both operands have the quantization of the result: requantization never falls where its operand grows, so it
/// may come before the comparison. Under TensorFlow Lite's rule operands have that quantization already.
/// </summary>
public sealed class CompareResultBytes : Rule
{
    /// <inheritdoc/>
    public override bool TryApply(GraphEditor graph, Node node)
    {
        if (node.Operator is not QuantizedBinary { Function: Max or Min, Rounding: RoundingRule.Onnx } op
            || graph.IsConstant(graph.Operand(node, 0)) || graph.IsConstant(graph.Operand(node, 1))
            || (IsOfResult(op, graph.Operand(node, 0), op.A) && IsOfResult(op, graph.Operand(node, 1), op.B)))
        {
            return false;
        }

        Node a = Requantized(graph, node, op, 0, op.A), b = Requantized(graph, node, op, 1, op.B);
        graph.Replace(node, op with { A = op.Y, B = op.Y }, [a, b]);
        return true;
    }

    private static Node Requantized(GraphEditor graph, Node node, QuantizedBinary op, int operand, Quantization from)
    {
        Node value = graph.Operand(node, operand);
        return IsOfResult(op, value, from) ? value : graph.Add(new Requantize(from, op.Y, op.Element, op.Rounding), node, value);
    }

    private static bool IsOfResult(QuantizedBinary op, Node value, Quantization quantization) => quantization == op.Y && value.Type.Element == op.Element;
}

using ModelGen.Onnx.Export;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings.Quantized;

/// <summary>An element-wise function of two tensors of bytes.</summary>
/// <param name="opType">The ONNX operator for real values.</param>
internal sealed class QuantizedBinaryMapping<TOperator>(string opType) : OperatorMapping<TOperator>
    where TOperator : Operators.QuantizedBinaryOperator
{
    public override string Onnx => $"`{opType}` between `DequantizeLinear` and `QuantizeLinear`, and `Clip` of the bytes";

    public override AxisUse Use => AxisUse.Any;

    protected override void Export(NodeExport node, TOperator op)
    {
        ValueLayout layout = node.CommonLayout();
        string left = node.Dequantized(node.Operand(0, layout), node.InputElement(0), op.A);
        string right = node.Dequantized(node.Operand(1, layout), node.InputElement(1), op.B);
        node.DefineQuantized(layout, node.Step(opType.ToLowerInvariant(), opType, [left, right]), op.Y, op.Element, op.Min, op.Max);
    }
}

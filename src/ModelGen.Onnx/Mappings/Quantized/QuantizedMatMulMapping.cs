using ModelGen.Onnx.Export;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings.Quantized;

internal sealed class QuantizedMatMulMapping : OperatorMapping<Operators.QuantizedMatMul>
{
    public override string Onnx => "`MatMul` between `DequantizeLinear` and `QuantizeLinear`, and `Clip` of the bytes";

    protected override void Export(NodeExport node, Operators.QuantizedMatMul op)
    {
        string product = node.Step("matmul", "MatMul", [node.Dequantized(0, ValueLayout.Logical, op.A), node.Dequantized(1, ValueLayout.Logical, op.B)]);
        node.DefineQuantized(ValueLayout.Logical, product, op.Y, op.Element, op.Min, op.Max);
    }
}

using ModelGen.Onnx.Export;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings.Quantized;

internal sealed class DequantizeMapping : OperatorMapping<Operators.Dequantize>
{
    public override string Onnx => "`DequantizeLinear`";

    public override AxisUse Use => AxisUse.Any;

    protected override void Export(NodeExport node, Operators.Dequantize op)
    {
        ValueLayout layout = node.CommonLayout();
        node.Define(layout, "DequantizeLinear", [node.Input(0, layout), node.Number(op.From.Scale), node.Byte(node.InputElement(0), op.From.ZeroPoint)]);
    }
}

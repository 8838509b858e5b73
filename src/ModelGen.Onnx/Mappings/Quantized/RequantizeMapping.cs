using ModelGen.Onnx.Export;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings.Quantized;

internal sealed class RequantizeMapping : OperatorMapping<Operators.Requantize>
{
    public override string Onnx => "`DequantizeLinear`, `QuantizeLinear`";

    public override AxisUse Use => AxisUse.Any;

    protected override void Export(NodeExport node, Operators.Requantize op)
    {
        ValueLayout layout = node.CommonLayout();
        node.DefineQuantized(layout, node.Dequantized(0, layout, op.From), op.To, op.Element);
    }
}

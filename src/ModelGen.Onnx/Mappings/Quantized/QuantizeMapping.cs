using ModelGen.Onnx.Export;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings.Quantized;

internal sealed class QuantizeMapping : OperatorMapping<Operators.Quantize>
{
    public override string Onnx => "`QuantizeLinear`";

    public override AxisUse Use => AxisUse.Any;

    protected override void Export(NodeExport node, Operators.Quantize op)
    {
        ValueLayout layout = node.CommonLayout();
        node.DefineQuantized(layout, node.Input(0, layout), op.To, op.Element);
    }
}

using ModelGen.Onnx.Export;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings.Quantized;

internal sealed class QuantizedGlobalAveragePoolMapping : OperatorMapping<Operators.QuantizedGlobalAveragePool>
{
    public override string Onnx => "`GlobalAveragePool` between `DequantizeLinear` and `QuantizeLinear`";

    public override AxisUse Use => AxisUse.Image;

    protected override void Export(NodeExport node, Operators.QuantizedGlobalAveragePool op)
    {
        string mean = node.Step("globalaveragepool", "GlobalAveragePool", [node.Dequantized(0, ValueLayout.ChannelsFirst, op.X)]);
        node.DefineQuantized(ValueLayout.ChannelsFirst, mean, op.Y, op.Element);
    }
}

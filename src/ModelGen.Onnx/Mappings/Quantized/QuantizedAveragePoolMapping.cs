using ModelGen.Onnx.Export;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings.Quantized;

internal sealed class QuantizedAveragePoolMapping : OperatorMapping<Operators.QuantizedAveragePool>
{
    public override string Onnx => "`AveragePool` between `DequantizeLinear` and `QuantizeLinear`";

    public override AxisUse Use => AxisUse.Image;

    protected override void Export(NodeExport node, Operators.QuantizedAveragePool op)
    {
        string mean = node.Step(
            "averagepool",
            "AveragePool",
            [node.Dequantized(0, ValueLayout.ChannelsFirst, op.X)],
            Attributes.Size("kernel_shape", op.Kernel),
            Attributes.Size("strides", op.Stride),
            Attributes.Pads(op.Pads),
            Attributes.Int("count_include_pad", op.CountPadding ? 1 : 0));
        node.DefineQuantized(ValueLayout.ChannelsFirst, mean, op.Y, op.Element);
    }
}

using ModelGen.Onnx.Export;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings.Quantized;

internal sealed class QuantizedConv2DMapping : OperatorMapping<Operators.QuantizedConv2D>
{
    public override string Onnx => "`Conv` between `DequantizeLinear` and `QuantizeLinear`, and `Clip` of the bytes";

    public override AxisUse Use => AxisUse.Image;

    protected override void Export(NodeExport node, Operators.QuantizedConv2D op)
    {
        Shape weight = node.InputShape(1);
        string product = node.Step(
            "conv",
            "Conv",
            [node.Dequantized(0, ValueLayout.ChannelsFirst, op.X), node.DequantizedWeight(node.Input(1), 0, weight[0]), .. node.DequantizedBias(op.X)],
            Attributes.Ints("kernel_shape", weight[2], weight[3]),
            Attributes.Size("strides", op.Stride),
            Attributes.Size("dilations", op.Dilation),
            Attributes.Pads(op.Pads),
            Attributes.Int("group", op.Groups));
        node.DefineQuantized(ValueLayout.ChannelsFirst, product, op.Y, op.Element, op.Min, op.Max);
    }
}

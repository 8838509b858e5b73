using ModelGen.Onnx.Export;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings;

internal sealed class Conv2DMapping : OperatorMapping<Operators.Conv2D>
{
    public override string Onnx => "`Conv`";

    public override AxisUse Use => AxisUse.Image;

    protected override void Export(NodeExport node, Operators.Conv2D op)
    {
        Shape weight = node.InputShape(1);
        node.Define(
            ValueLayout.ChannelsFirst,
            "Conv",
            [node.Input(0, ValueLayout.ChannelsFirst), .. node.InputsFrom(1)],
            Attributes.Ints("kernel_shape", weight[2], weight[3]),
            Attributes.Size("strides", op.Stride),
            Attributes.Size("dilations", op.Dilation),
            Attributes.Pads(op.Pads),
            Attributes.Int("group", op.Groups));
    }
}

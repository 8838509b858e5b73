using ModelGen.Onnx.Export;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings;

internal sealed class MaxPoolMapping : OperatorMapping<Operators.MaxPool>
{
    public override string Onnx => "`MaxPool`";

    public override AxisUse Use => AxisUse.Image;

    protected override void Export(NodeExport node, Operators.MaxPool op) => node.Define(
        ValueLayout.ChannelsFirst,
        "MaxPool",
        [node.Input(0, ValueLayout.ChannelsFirst)],
        Attributes.Size("kernel_shape", op.Kernel),
        Attributes.Size("strides", op.Stride),
        Attributes.Size("dilations", op.Dilation),
        Attributes.Pads(op.Pads));
}

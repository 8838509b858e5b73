using ModelGen.Onnx.Export;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings;

internal sealed class AveragePoolMapping : OperatorMapping<Operators.AveragePool>
{
    public override string Onnx => "`AveragePool` with `count_include_pad`";

    public override AxisUse Use => AxisUse.Image;

    protected override void Export(NodeExport node, Operators.AveragePool op) => node.Define(
        ValueLayout.ChannelsFirst,
        "AveragePool",
        [node.Input(0, ValueLayout.ChannelsFirst)],
        Attributes.Size("kernel_shape", op.Kernel),
        Attributes.Size("strides", op.Stride),
        Attributes.Pads(op.Pads),
        Attributes.Int("count_include_pad", op.CountPadding ? 1 : 0));
}

using ModelGen.Onnx.Export;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings;

internal sealed class GlobalAveragePoolMapping : OperatorMapping<Operators.GlobalAveragePool>
{
    public override string Onnx => "`GlobalAveragePool`";

    public override AxisUse Use => AxisUse.Image;

    protected override void Export(NodeExport node, Operators.GlobalAveragePool op) =>
        node.Define(ValueLayout.ChannelsFirst, "GlobalAveragePool", [node.Input(0, ValueLayout.ChannelsFirst)]);
}

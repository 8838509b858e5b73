using ModelGen.Onnx.Export;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings;

internal sealed class SoftmaxMapping : OperatorMapping<Operators.Softmax>
{
    public override string Onnx => "`Softmax`";

    public override AxisUse Use => AxisUse.Any;

    protected override void Export(NodeExport node, Operators.Softmax op)
    {
        ValueLayout layout = node.CommonLayout();
        node.Define(layout, "Softmax", [node.Input(0, layout)], Attributes.Int("axis", Layouts.Axis(layout, op.Axis)));
    }
}

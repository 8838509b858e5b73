using ModelGen.Onnx.Export;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings;

internal sealed class CastMapping : OperatorMapping<Operators.Cast>
{
    public override string Onnx => "`Cast`";

    public override AxisUse Use => AxisUse.Any;

    protected override void Export(NodeExport node, Operators.Cast op)
    {
        ValueLayout layout = node.CommonLayout();
        node.Define(layout, "Cast", [node.Input(0, layout)], Attributes.Int("to", (int)TensorWriter.ElementOf(op.Element)));
    }
}

using System.Linq;
using ModelGen.Onnx.Export;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings;

internal sealed class PadMapping : OperatorMapping<Operators.Pad>
{
    public override string Onnx => "`Pad`";

    public override AxisUse Use => AxisUse.Any;

    protected override void Export(NodeExport node, Operators.Pad op)
    {
        ValueLayout layout = node.CommonLayout();
        if (op.Before.Concat(op.After).All(amount => amount == 0))
        {
            node.Alias(layout, node.Input(0, layout));
            return;
        }

        node.Define(
            layout,
            "Pad",
            [
                node.Input(0, layout),
                node.Integers([.. Layouts.Arrange(layout, op.Before.ToArray()), .. Layouts.Arrange(layout, op.After.ToArray())]),
                node.InputElement(0) == ElementType.Float32 ? node.Number(op.Value) : node.Byte(node.InputElement(0), (int)op.Value),
            ],
            Attributes.Text("mode", "constant"));
    }
}

using System.Linq;
using ModelGen.Onnx.Export;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings;

internal sealed class ConcatMapping : OperatorMapping<Operators.Concat>
{
    public override string Onnx => "`Concat`";

    public override AxisUse Use => AxisUse.Any;

    protected override void Export(NodeExport node, Operators.Concat op)
    {
        ValueLayout layout = node.CommonLayout();
        node.Define(
            layout,
            "Concat",
            Enumerable.Range(0, node.InputCount).Select(i => node.Input(i, layout)),
            Attributes.Int("axis", Layouts.Axis(layout, op.Axis)));
    }
}

using ModelGen.Onnx.Export;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings;

internal sealed class PReluMapping : OperatorMapping<Operators.PRelu>
{
    public override string Onnx => "`PRelu`";

    public override AxisUse Use => AxisUse.Any;

    protected override void Export(NodeExport node, Operators.PRelu op)
    {
        ValueLayout layout = node.CommonLayout();
        node.Define(layout, "PRelu", [node.Input(0, layout), node.Operand(1, layout)]);
    }
}

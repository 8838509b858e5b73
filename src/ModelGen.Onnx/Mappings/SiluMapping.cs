using ModelGen.Onnx.Export;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings;

internal sealed class SiluMapping : OperatorMapping<Operators.Silu>
{
    public override string Onnx => "`Sigmoid`, `Mul`";

    public override AxisUse Use => AxisUse.Any;

    protected override void Export(NodeExport node, Operators.Silu op)
    {
        ValueLayout layout = node.CommonLayout();
        string x = node.Input(0, layout);
        node.Define(layout, "Mul", [x, node.Step("sigmoid", "Sigmoid", [x])]);
    }
}

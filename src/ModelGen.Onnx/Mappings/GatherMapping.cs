using ModelGen.Onnx.Export;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings;

internal sealed class GatherMapping : OperatorMapping<Operators.Gather>
{
    public override string Onnx => "`Gather` with 32-bit indices";

    protected override void Export(NodeExport node, Operators.Gather op) =>
        node.Define(ValueLayout.Logical, "Gather", node.InputsFrom(0), Attributes.Int("axis", op.Axis));
}

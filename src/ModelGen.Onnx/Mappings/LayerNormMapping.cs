using ModelGen.Onnx.Export;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings;

internal sealed class LayerNormMapping : OperatorMapping<Operators.LayerNorm>
{
    public override string Onnx => "`LayerNormalization`";

    protected override void Export(NodeExport node, Operators.LayerNorm op) =>
        node.Define(ValueLayout.Logical, "LayerNormalization", node.InputsFrom(0), Attributes.Int("axis", -1), Attributes.Float("epsilon", op.Epsilon));
}

using ModelGen.Onnx.Export;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings;

internal sealed class MatMulMapping : OperatorMapping<Operators.MatMul>
{
    public override string Onnx => "`MatMul`";

    protected override void Export(NodeExport node, Operators.MatMul op) => node.Define(ValueLayout.Logical, "MatMul", node.InputsFrom(0));
}

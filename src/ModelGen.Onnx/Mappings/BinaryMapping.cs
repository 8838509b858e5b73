using ModelGen.Onnx.Export;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings;

/// <summary>An element-wise function of two tensors with numpy's broadcasting, which is ONNX's too.</summary>
/// <param name="opType">The ONNX operator.</param>
internal sealed class BinaryMapping<TOperator>(string opType) : OperatorMapping<TOperator>
    where TOperator : Operators.BinaryOperator
{
    public override string Onnx => $"`{opType}`";

    public override AxisUse Use => AxisUse.Any;

    protected override void Export(NodeExport node, TOperator op)
    {
        ValueLayout layout = node.CommonLayout();
        node.Define(layout, opType, [node.Operand(0, layout), node.Operand(1, layout)]);
    }
}

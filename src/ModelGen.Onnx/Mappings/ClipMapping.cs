using System;
using ModelGen.Onnx.Export;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings;

/// <summary>An element-wise clip to two bounds.</summary>
/// <param name="bounds">The bounds.</param>
internal sealed class ClipMapping<TOperator>(Func<TOperator, (float Min, float Max)> bounds) : OperatorMapping<TOperator>
    where TOperator : Operators.UnaryOperator
{
    public override string Onnx => "`Clip`";

    public override AxisUse Use => AxisUse.Any;

    protected override void Export(NodeExport node, TOperator op)
    {
        ValueLayout layout = node.CommonLayout();
        (float min, float max) = bounds(op);
        node.Define(layout, "Clip", [node.Input(0, layout), node.Number(min), node.Number(max)]);
    }
}

using System.Collections.Generic;
using System.Linq;
using ModelGen.Onnx.Export;
using ModelGen.Onnx.Format;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings;

/// <summary>A reduction. Without its axes, the others must come out in the IR's order.</summary>
/// <param name="opType">The ONNX operator.</param>
/// <param name="hasAxesInput">Whether operator set 17 takes its axes as an input; else they are an attribute.</param>
internal sealed class ReduceMapping<TOperator>(string opType, bool hasAxesInput) : OperatorMapping<TOperator>
    where TOperator : Operators.ReduceOperator
{
    public override string Onnx => $"`{opType}`";

    public override AxisUse Use => AxisUse.Any;

    protected override void Export(NodeExport node, TOperator op)
    {
        ValueLayout layout = node.ProducedAs(0);
        if (!op.KeepDims && !KeepsOrder(node.InputShape(0), layout, op.Axes))
        {
            layout = ValueLayout.Logical;
        }

        int[] axes = [.. op.Axes.Select(a => Layouts.Axis(layout, a)).Order()];
        IEnumerable<string> inputs = [node.Input(0, layout)];
        AttributeProto keep = Attributes.Int("keepdims", op.KeepDims ? 1 : 0);
        ValueLayout result = op.KeepDims ? layout : ValueLayout.Logical;
        if (hasAxesInput)
        {
            node.Define(result, opType, inputs.Append(node.Integers(axes)), keep);
        }
        else
        {
            node.Define(result, opType, inputs, Attributes.Ints("axes", axes), keep);
        }
    }

    private static bool KeepsOrder(Shape shape, ValueLayout layout, IEnumerable<int> removed)
    {
        int[] left = [.. Enumerable.Range(0, shape.Rank).Except(removed).Select(a => Layouts.Axis(layout, a))];
        return left.SequenceEqual(left.Order());
    }
}

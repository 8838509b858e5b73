using System;
using System.Collections.Generic;
using ModelGen.Onnx.Export;
using ModelGen.Onnx.Format;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings;

/// <summary>An element-wise function that ONNX has under a name of its own.</summary>
/// <param name="opType">The ONNX operator.</param>
/// <param name="attributes">Its attributes.</param>
internal sealed class UnaryMapping<TOperator>(string opType, Func<TOperator, IEnumerable<AttributeProto>>? attributes = null) : OperatorMapping<TOperator>
    where TOperator : Operators.UnaryOperator
{
    public override string Onnx => $"`{opType}`";

    public override AxisUse Use => AxisUse.Any;

    protected override void Export(NodeExport node, TOperator op)
    {
        ValueLayout layout = node.CommonLayout();
        node.Define(layout, opType, [node.Input(0, layout)], [.. attributes?.Invoke(op) ?? []]);
    }
}

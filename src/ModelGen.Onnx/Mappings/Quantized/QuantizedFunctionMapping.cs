using ModelGen.Onnx.Export;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings.Quantized;

/// <summary>Functions of two tensors of bytes that ONNX Runtime computes in single precision.</summary>
internal sealed class QuantizedFunctionMapping : OperatorMapping<Operators.QuantizedBinary>
{
    public override string Onnx => "`Sub`, `Div`, `Max` or `Min` between `DequantizeLinear` and `QuantizeLinear`, and `Clip` of the bytes";

    public override AxisUse Use => AxisUse.Any;

    protected override void Export(NodeExport node, Operators.QuantizedBinary op)
    {
        ValueLayout layout = node.CommonLayout();
        string left = node.Dequantized(node.Operand(0, layout), node.InputElement(0), op.A);
        string right = node.Dequantized(node.Operand(1, layout), node.InputElement(1), op.B);
        string name = op.Function.Name;
        node.DefineQuantized(layout, node.Step(name.ToLowerInvariant(), name, [left, right]), op.Y, op.Element, op.Min, op.Max);
    }
}

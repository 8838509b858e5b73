using ModelGen.Onnx.Export;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings.Quantized;

/// <summary>Always Gemm, which ONNX Runtime fuses with its bias: inputs that are no matrix are reshaped, as bytes.</summary>
internal sealed class QuantizedDenseMapping : OperatorMapping<Operators.QuantizedDense>
{
    public override string Onnx => "`Gemm` between `DequantizeLinear` and `QuantizeLinear`, and `Clip` of the bytes; between two `Reshape` where the input is no matrix";

    protected override void Export(NodeExport node, Operators.QuantizedDense op)
    {
        Shape x = node.InputShape(0), weight = node.InputShape(1);
        bool isFlat = node.ProducedAs(0) == ValueLayout.ChannelsFirstFlat, isMatrix = x.Rank == 2;
        string bytes = isFlat ? node.Input(0, ValueLayout.ChannelsFirstFlat) : node.Input(0);
        string matrix = isMatrix ? bytes : node.Step("rows", "Reshape", [bytes, node.Integers([x.ElementCount / x[-1], x[-1]])]);
        string columns = isFlat ? node.Constant(1, "channels_first", t => DenseMapping.PermuteColumns(t, node.ProducersInputShape(0))) : node.Input(1);
        string product = node.Step(
            "gemm",
            "Gemm",
            [node.Dequantized(matrix, node.InputElement(0), op.X), node.DequantizedWeight(columns, 0, weight[0]), .. node.DequantizedBias(op.X)],
            Attributes.Int("transB", 1));
        if (isMatrix)
        {
            node.DefineQuantized(ValueLayout.Logical, product, op.Y, op.Element, op.Min, op.Max);
        }
        else
        {
            string result = node.Quantized(product, op.Y, op.Element, op.Min, op.Max);
            node.Define(ValueLayout.Logical, "Reshape", [result, node.Integers(node.Shape)]);
        }
    }
}

using ModelGen.IR;
using ModelGen.Onnx.Export;

namespace ModelGen.Onnx.Mappings.Quantized;

/// <summary>An operator that prepares weights: as they are constants, its value is written, and its mapping never asked for.</summary>
internal sealed class WeightMapping<TOperator> : OperatorMapping<TOperator>
    where TOperator : Operator
{
    public override string Onnx => "an initializer; of weights that are constant only";

    protected override void Export(NodeExport node, TOperator op) =>
        throw new OnnxExportException($"{op.Name} of a value that is computed has no ONNX form: quantize weights that are parameters.");
}

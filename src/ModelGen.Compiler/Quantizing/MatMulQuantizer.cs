using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Quantizing;

/// <summary>Matrix products of two activations, or of one and a constant that the model itself names. One with weights is a dense layer by then.</summary>
internal sealed class MatMulQuantizer : OperatorQuantizer
{
    /// <inheritdoc/>
    public override bool MergesClamp => true;

    /// <inheritdoc/>
    public override string? ReasonForFloat(QuantizationContext context, Node node) => ReasonOfConstants(context, node);

    /// <inheritdoc/>
    public override void Quantize(QuantizationContext context, Node node, Node result)
    {
        Quantization y = context.Of(result.Id);
        QuantizedClamp clamp = QuantizedClamp.Of(result.Operator, y, context.Element);
        var op = new QuantizedMatMul(context.Of(node.Inputs[0]), context.Of(node.Inputs[1]), y, context.Element, clamp.Min, clamp.Max, context.Rounding);
        context.AddBytes(result, node.Scope, op, [.. node.Inputs.Select(context.Bytes)]);
    }
}

using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Quantizing;

/// <summary>Sums and products of two activations.</summary>
internal sealed class BinaryQuantizer : OperatorQuantizer
{
    /// <inheritdoc/>
    public override bool MergesClamp => true;

    /// <inheritdoc/>
    public override string? ReasonForFloat(QuantizationContext context, Node node) => node.Inputs.Any(context.IsConstant)
        ? "has a constant operand"
        : node.Inputs.All(context.IsInBytes) ? null : "has an operand in single precision";

    /// <inheritdoc/>
    public override void Quantize(QuantizationContext context, Node node, Node result)
    {
        Quantization a = context.Of(node.Inputs[0]), b = context.Of(node.Inputs[1]), y = context.Of(result.Id);
        QuantizedClamp clamp = QuantizedClamp.Of(result.Operator, y, context.Element);
        Operator op = node.Operator is Add
            ? new QuantizedAdd(a, b, y, context.Element, clamp.Min, clamp.Max, context.Rounding)
            : new QuantizedMul(a, b, y, context.Element, clamp.Min, clamp.Max, context.Rounding);
        context.AddBytes(result, node.Scope, op, context.Bytes(node.Inputs[0]), context.Bytes(node.Inputs[1]));
    }
}

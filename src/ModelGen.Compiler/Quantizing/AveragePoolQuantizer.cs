using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Quantizing;

/// <summary>Averages over windows or planes.</summary>
internal sealed class AveragePoolQuantizer : OperatorQuantizer
{
    /// <inheritdoc/>
    public override string? ReasonForFloat(QuantizationContext context, Node node) =>
        context.IsInBytes(node.Inputs[0]) ? null : "has an operand in single precision";

    /// <inheritdoc/>
    public override void Quantize(QuantizationContext context, Node node, Node result)
    {
        Quantization x = context.Of(node.Inputs[0]), y = context.Of(result.Id);
        Operator op = node.Operator is AveragePool pool
            ? new QuantizedAveragePool(pool.Kernel, pool.Stride, pool.Pads, pool.CountPadding, x, y, context.Element, context.Rounding)
            : new QuantizedGlobalAveragePool(x, y, context.Element, context.Rounding);
        context.AddBytes(result, node.Scope, op, context.Bytes(node.Inputs[0]));
    }
}

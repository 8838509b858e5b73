using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Numerics;

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
        Node bytes = context.Bytes(node.Inputs[0]);
        if (node.Operator is not AveragePool pool)
        {
            context.AddBytes(result, node.Scope, new QuantizedGlobalAveragePool(x, y, context.Element, context.Rounding), bytes);
        }
        else if (context.Rounding == RoundingRule.Onnx || x == y)
        {
            context.AddBytes(result, node.Scope, Pool(context, pool, x, y), bytes);
        }
        else
        {
            // TensorFlow Lite averages the bytes themselves: their mean is quantized as they are.
            Node mean = context.Add(node.Scope, Pool(context, pool, x, x), bytes);
            context.AddBytes(result, node.Scope, new Requantize(x, y, context.Element, context.Rounding), mean);
        }
    }

    private static QuantizedAveragePool Pool(QuantizationContext context, AveragePool pool, Quantization x, Quantization y) =>
        new(pool.Kernel, pool.Stride, pool.Pads, pool.CountPadding, x, y, context.Element, context.Rounding);
}

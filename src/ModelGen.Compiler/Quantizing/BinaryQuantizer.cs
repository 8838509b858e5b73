using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Numerics;

namespace ModelGen.Compiler.Quantizing;

/// <summary>Functions of two activations, or of one and a constant that the model itself names.</summary>
internal sealed class BinaryQuantizer : OperatorQuantizer
{
    /// <inheritdoc/>
    public override bool MergesClamp => true;

    /// <inheritdoc/>
    public override string? ReasonForFloat(QuantizationContext context, Node node)
    {
        if (node.Operator is Div && context.Rounding == RoundingRule.TfLite)
        {
            return "has no 8-bit form in TensorFlow Lite";
        }

        return ReasonOfConstants(context, node) ?? (node.Inputs.All(id => context.IsConstant(id) || context.IsInBytes(id)) ? null : "has an operand in single precision");
    }

    /// <inheritdoc/>
    public override void Quantize(QuantizationContext context, Node node, Node result)
    {
        Quantization y = context.Of(result.Id);
        QuantizedClamp clamp = QuantizedClamp.Of(result.Operator, y, context.Element);
        bool comparesBytes = context.Rounding == RoundingRule.TfLite && node.Operator is (Max or Min);
        Node[] inputs = [.. node.Inputs.Select(id => comparesBytes ? ConcatQuantizer.Operand(context, node, id, y) : context.Bytes(id))];
        (Quantization a, Quantization b) = comparesBytes ? (y, y) : (context.Of(node.Inputs[0]), context.Of(node.Inputs[1]));
        Operator op = node.Operator switch
        {
            Add => new QuantizedAdd(a, b, y, context.Element, clamp.Min, clamp.Max, context.Rounding),
            Mul => new QuantizedMul(a, b, y, context.Element, clamp.Min, clamp.Max, context.Rounding),
            _ => new QuantizedBinary((BinaryOperator)node.Operator, a, b, y, context.Element, clamp.Min, clamp.Max, context.Rounding),
        };
        context.AddBytes(result, node.Scope, op, inputs);
    }
}

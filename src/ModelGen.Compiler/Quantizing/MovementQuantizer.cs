using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Quantizing;

/// <summary>Operators that move or select elements: they do so with bytes, whose quantization their result keeps.</summary>
internal sealed class MovementQuantizer : OperatorQuantizer
{
    /// <inheritdoc/>
    public override string? ReasonForFloat(QuantizationContext context, Node node) => node.Operator switch
    {
        Pad { Value: not 0 } => "pads with another value than 0",
        Resize { Mode: not ResizeMode.Nearest } => "computes new values between those of its operand",
        _ => !context.IsConstant(node.Inputs[0]) && context.IsInBytes(node.Inputs[0]) ? null : "has an operand in single precision",
    };

    /// <inheritdoc/>
    public override void Quantize(QuantizationContext context, Node node, Node result)
    {
        Operator op = node.Operator is Pad pad ? pad with { Value = context.Of(node.Inputs[0]).ZeroPoint } : node.Operator;
        Node[] inputs = [context.Bytes(node.Inputs[0]), .. node.Inputs.Skip(1).Select(context.Floats)];
        context.AddBytes(result, node.Scope, op, inputs);
    }
}

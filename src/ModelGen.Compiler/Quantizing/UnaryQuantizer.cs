using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Quantizing;

/// <summary>Functions of one element, each a table of the 256 bytes.</summary>
internal sealed class UnaryQuantizer : OperatorQuantizer
{
    /// <inheritdoc/>
    public override string? ReasonForFloat(QuantizationContext context, Node node) =>
        context.IsInBytes(node.Inputs[0]) ? null : "has an operand in single precision";

    /// <inheritdoc/>
    public override void Quantize(QuantizationContext context, Node node, Node result) => context.AddBytes(
        result,
        node.Scope,
        new QuantizedUnary((UnaryOperator)node.Operator, context.Of(node.Inputs[0]), context.Of(result.Id), context.Element, context.Rounding),
        context.Bytes(node.Inputs[0]));
}

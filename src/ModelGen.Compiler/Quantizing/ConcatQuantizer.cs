using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Quantizing;

/// <summary>Concatenation: operands of another quantization than the result's are requantized, by a table each.</summary>
internal sealed class ConcatQuantizer : OperatorQuantizer
{
    /// <inheritdoc/>
    public override string? ReasonForFloat(QuantizationContext context, Node node) => node.Inputs.Any(context.IsConstant)
        ? "has a constant operand"
        : node.Inputs.Any(context.IsInBytes) ? null : "has operands in single precision";

    /// <inheritdoc/>
    public override void Quantize(QuantizationContext context, Node node, Node result)
    {
        Quantization y = context.Of(result.Id);
        Node[] inputs = [.. node.Inputs.Select(id => Operand(context, node, id, y))];
        context.AddBytes(result, node.Scope, node.Operator, inputs);
    }

    /// <summary>An operand in bytes of a given quantization.</summary>
    public static Node Operand(QuantizationContext context, Node node, int id, Quantization y)
    {
        Quantization x = context.Of(id);
        Node bytes = context.Bytes(id);
        return x == y ? bytes : context.Add(node.Scope, new Requantize(x, y, context.Element, context.Rounding), bytes);
    }
}

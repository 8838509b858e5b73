using System;
using System.Collections.Generic;
using ModelGen.IR.Text;
using ModelGen.Numerics;

namespace ModelGen.IR.Operators;

/// <summary>
/// A function of one element, of quantized values: the real value, its function and the result are single precision. Under
/// <see cref="RoundingRule.Onnx"/> the function is divided by the scale of the result; under <see cref="RoundingRule.TfLite"/> it is
/// multiplied with the scale's reciprocal, as its look-up tables are made (LUTPopulate in common.h).
/// </summary>
/// <param name="Function">The function of real values.</param>
/// <param name="X">The quantization of the input.</param>
/// <param name="Y">The quantization of the result.</param>
/// <param name="Element">The element type of the result: UInt8 or Int8.</param>
/// <param name="Rounding">Halves to even, or away from zero.</param>
public sealed record QuantizedUnary(UnaryOperator Function, Quantization X, Quantization Y, ElementType Element, RoundingRule Rounding) : TableOperator(Element)
{
    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs)
    {
        if ((ShapeRule.Arity(inputs, 1, 1) ?? QuantizedRule.Operand(inputs[0], 1, X) ?? QuantizedRule.Result(Y, Element, Rounding)) is { } failure)
        {
            return failure;
        }

        Inference real = Function.Infer([inputs[0] with { Element = ElementType.Float32 }]);
        return real.Error is null ? inputs[0] with { Element = Element } : Inference.Fail($"{Function.Name} {real.Error}");
    }

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer)
    {
        writer.Operation("function", GraphPrinter.Print(Function, ""));
        writer.Quantization("x", X);
        writer.Quantization("y", Y);
        writer.Enum("element", Element);
        writer.Enum("rounding", Rounding);
    }

    internal static QuantizedUnary Read(AttributeReader reader)
    {
        (Operator op, string[] operands) = reader.Operation("function");
        return op is UnaryOperator function && operands.Length == 0
            ? new(function, reader.Quantization("x"), reader.Quantization("y"), reader.Enum<ElementType>("element"), reader.Enum<RoundingRule>("rounding"))
            : throw new FormatException($"The function is one of a single element, written as Relu(), but it is {op.Name}({string.Join(", ", operands)}).");
    }

    private protected override Func<int, int> ByteFunction() => Rounding == RoundingRule.Onnx
        ? x => Y.Quantize(Function.Apply(X.Dequantize(x)), Element, Rounding)
        : x => Y.Round((float)(Function.Apply(X.Dequantize(x)) * (float)(1 / Y.Scale)), Element, MidpointRounding.AwayFromZero);
}

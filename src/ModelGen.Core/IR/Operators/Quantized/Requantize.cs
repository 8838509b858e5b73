using System;
using System.Collections.Generic;
using ModelGen.Calibration;
using ModelGen.IR.Text;
using ModelGen.Numerics;

namespace ModelGen.IR.Operators;

/// <summary>
/// Expresses u8 or i8 values under another quantization. Under <see cref="RoundingRule.Onnx"/> by way of the real value in single
/// precision; under <see cref="RoundingRule.TfLite"/> by the fixed-point ratio of the scales.
/// </summary>
/// <param name="From">The quantization of the input.</param>
/// <param name="To">The quantization of the result.</param>
/// <param name="Element">The element type of the result: UInt8 or Int8.</param>
/// <param name="Rounding">Whose arithmetic it is.</param>
public sealed record Requantize(Quantization From, Quantization To, ElementType Element, RoundingRule Rounding) : TableOperator(Element)
{
    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs) =>
        ShapeRule.Arity(inputs, 1, 1) ?? QuantizedRule.Operand(inputs[0], 1, From) ?? QuantizedRule.Result(To, Element, Rounding) ?? QuantizedRule.Multiplier(ByteFunction)
        ?? inputs[0] with { Element = Element };

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer)
    {
        writer.Quantization("from", From);
        writer.Quantization("to", To);
        writer.Enum("element", Element);
        writer.Enum("rounding", Rounding);
    }

    internal static Requantize Read(AttributeReader reader) =>
        new(reader.Quantization("from"), reader.Quantization("to"), reader.Enum<ElementType>("element"), reader.Enum<RoundingRule>("rounding"));

    private protected override Func<int, int> ByteFunction()
    {
        if (Rounding == RoundingRule.Onnx)
        {
            return x => To.Quantize(From.Dequantize(x), Element, Rounding);
        }

        var ratio = new Requantization(Rounding, From.Scale, 1, To.Scale);
        return x => ratio.Apply(x - From.ZeroPoint, To.ZeroPoint, AffineRange.Minimum(Element), AffineRange.Maximum(Element));
    }
}

using System;
using System.Collections.Generic;
using ModelGen.IR.Text;
using ModelGen.Numerics;

namespace ModelGen.IR.Operators;

/// <summary>f32 to u8 or i8: x / scale in single precision, rounded, plus the zero point, saturated; a NaN becomes the zero point.</summary>
/// <param name="To">The quantization of the result.</param>
/// <param name="Element">The element type of the result: UInt8 or Int8.</param>
/// <param name="Rounding">Halves to even, or away from zero.</param>
public sealed record Quantize(Quantization To, ElementType Element, RoundingRule Rounding) : Operator
{
    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs) =>
        ShapeRule.Floats(inputs, 1) ?? QuantizedRule.Result(To, Element, Rounding) ?? inputs[0] with { Element = Element };

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output) =>
        Tensor.FromInts(output, Array.ConvertAll(inputs[0].Floats, x => To.Quantize(x, Element, Rounding)));

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer)
    {
        writer.Quantization("to", To);
        writer.Enum("element", Element);
        writer.Enum("rounding", Rounding);
    }

    internal static Quantize Read(AttributeReader reader) => new(reader.Quantization("to"), reader.Enum<ElementType>("element"), reader.Enum<RoundingRule>("rounding"));
}

using System;
using System.Collections.Generic;
using ModelGen.IR.Text;

namespace ModelGen.IR.Operators;

/// <summary>u8 or i8 to f32: scale · (x − zero point), the product rounded once.</summary>
/// <param name="From">The quantization of the input.</param>
public sealed record Dequantize(Quantization From) : Operator
{
    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs) =>
        ShapeRule.Arity(inputs, 1, 1) ?? QuantizedRule.Operand(inputs[0], 1, From) ?? inputs[0] with { Element = ElementType.Float32 };

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output) => new(output.Shape, Array.ConvertAll(inputs[0].ToInts(), From.Dequantize));

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer) => writer.Quantization("from", From);

    internal static Dequantize Read(AttributeReader reader) => new(reader.Quantization("from"));
}

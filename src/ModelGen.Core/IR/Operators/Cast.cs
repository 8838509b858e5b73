using System;
using System.Collections.Generic;
using ModelGen.IR.Text;

namespace ModelGen.IR.Operators;

/// <summary>Converts u8, i8 or i32 elements to <paramref name="Element"/>, which must be f32; integers beyond 2²⁴ are rounded to even.</summary>
public sealed record Cast(ElementType Element) : Operator
{
    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs)
    {
        if (ShapeRule.Arity(inputs, 1, 1) is { } failure)
        {
            return failure;
        }

        return Element == ElementType.Float32 && inputs[0].Element is (ElementType.UInt8 or ElementType.Int8 or ElementType.Int32 or ElementType.Float32)
            ? inputs[0] with { Element = Element }
            : Inference.Fail($"converts u8, i8 and i32 tensors to f32, but was asked to convert {inputs[0]} to {ElementTypes.Abbreviation(Element)}.");
    }

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output) => inputs[0].Type.Element switch
    {
        ElementType.UInt8 => new Tensor(output.Shape, Array.ConvertAll(inputs[0].Bytes, v => (float)v)),
        ElementType.Int8 => new Tensor(output.Shape, Array.ConvertAll(inputs[0].SignedBytes, v => (float)v)),
        ElementType.Int32 => new Tensor(output.Shape, Array.ConvertAll(inputs[0].Ints, v => (float)v)),
        _ => inputs[0],
    };

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer) => writer.Enum("element", Element);

    internal static Cast Read(AttributeReader reader) => new(reader.Enum<ElementType>("element"));
}

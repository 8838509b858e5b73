using System;
using System.Collections.Generic;
using ModelGen.IR.Text;
using ModelGen.Numerics;

namespace ModelGen.IR.Operators;

/// <summary>A function of two quantized elements, u8 or i8 each. Shapes broadcast by numpy's rule.</summary>
/// <param name="A">The quantization of the left operand.</param>
/// <param name="B">The quantization of the right operand.</param>
/// <param name="Y">The quantization of the result.</param>
/// <param name="Element">The element type of the result: UInt8 or Int8.</param>
/// <param name="Min">The least result, in quantized units.</param>
/// <param name="Max">The greatest result, in quantized units.</param>
/// <param name="Rounding">Whose arithmetic it is.</param>
public abstract record QuantizedBinaryOperator(Quantization A, Quantization B, Quantization Y, ElementType Element, int Min, int Max, RoundingRule Rounding) : Operator
{
    /// <summary>
    /// Whether the bytes of operands and result, all u8, stand for signed ones: for x − 128, with which the arithmetic is done. It matters
    /// to <see cref="RoundingRule.Onnx"/> only, whose single precision rounds the numbers themselves.
    /// </summary>
    public bool IsShifted { get; init; }

    /// <inheritdoc/>
    public sealed override Inference Infer(IReadOnlyList<TensorType> inputs)
    {
        if ((ShapeRule.Arity(inputs, 2, 2) ?? QuantizedRule.Operand(inputs[0], 1, A) ?? QuantizedRule.Operand(inputs[1], 2, B) ?? QuantizedRule.Result(Y, Element, Rounding)
            ?? QuantizedRule.Clamp(Min, Max, Element) ?? QuantizedRule.Multiplier(MakeFunction) ?? QuantizedRule.Shifted(IsShifted, inputs, Element)) is { } failure)
        {
            return failure;
        }

        Inference shape = Broadcasting.Infer(inputs[0].Shape, inputs[1].Shape);
        return shape.Error is null ? shape.Type with { Element = Element } : shape;
    }

    /// <inheritdoc/>
    public sealed override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output)
    {
        int[] left = Strided.Offsets(output.Shape, Broadcasting.Strides(inputs[0].Shape, output.Shape));
        int[] right = Strided.Offsets(output.Shape, Broadcasting.Strides(inputs[1].Shape, output.Shape));
        int[] a = inputs[0].ToInts(), b = inputs[1].ToInts();
        Func<int, int, double> function = MakeFunction();
        var result = new int[left.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = (int)Math.Max(Min, Math.Min(Max, function(a[left[i]], b[right[i]])));
        }

        return Tensor.FromInts(output, result);
    }

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer)
    {
        writer.Quantization("a", A);
        writer.Quantization("b", B);
        writer.Quantization("y", Y);
        writer.Enum("element", Element);
        writer.Int("min", Min);
        writer.Int("max", Max);
        writer.Enum("rounding", Rounding);
        QuantizedRule.WriteShifted(writer, IsShifted);
    }

    /// <summary>What a byte is above the number that it stands for.</summary>
    private protected int Shift => IsShifted ? QuantizedRule.SignedShift : 0;

    /// <summary>The whole number, zero point included, that is clamped to the result.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The scales lead out of the range of the arithmetic.</exception>
    private protected abstract Func<int, int, double> MakeFunction();

    private protected static float RequireFinite(float ratio, string what) => float.IsInfinity(ratio)
        ? throw new ArgumentOutOfRangeException(nameof(ratio), $"{what} is not finite.")
        : ratio;
}

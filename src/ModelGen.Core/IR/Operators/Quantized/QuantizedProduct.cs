using System.Collections.Generic;
using System.Linq;
using ModelGen.IR.Text;
using ModelGen.Numerics;

namespace ModelGen.IR.Operators;

/// <summary>
/// A sum of products of an activation with a quantized weight. Inputs: x (u8 or i8), weight (i8, zero point 0), scales of the weight (f32,
/// one for each output channel), optional bias (i32, in units of both scales). The int32 accumulator is bias + Σ(x − zero point) · w and
/// wraps around; the result is that of <see cref="Requantization"/> with the scale of its channel.
/// </summary>
/// <param name="X">The quantization of the input.</param>
/// <param name="Y">The quantization of the result.</param>
/// <param name="Element">The element type of the result: UInt8 or Int8.</param>
/// <param name="Min">The least result, in quantized units.</param>
/// <param name="Max">The greatest result, in quantized units.</param>
/// <param name="Rounding">How accumulators become results.</param>
public abstract record QuantizedProduct(Quantization X, Quantization Y, ElementType Element, int Min, int Max, RoundingRule Rounding) : Operator
{
    /// <summary>The f32 operator whose shape rule and cost this one shares.</summary>
    private protected abstract Operator Real { get; }

    /// <inheritdoc/>
    public sealed override Inference Infer(IReadOnlyList<TensorType> inputs)
    {
        if ((ShapeRule.Arity(inputs, 3, 4) ?? QuantizedRule.Operand(inputs[0], 1, X) ?? QuantizedRule.Result(Y, Element, Rounding) ?? QuantizedRule.Clamp(Min, Max, Element)) is { } failure)
        {
            return failure;
        }

        if (inputs[1].Element != ElementType.Int8)
        {
            return Inference.Fail($"needs an i8 weight, but got {inputs[1]}.");
        }

        Inference result = QuantizedRule.Shapes(Real, inputs.Take(2).Select(i => i.Shape), Element);
        return result.Error is null && QuantizedRule.Channels(inputs, 2, result.Type.Shape[-1]) is { } channels ? channels : result;
    }

    /// <inheritdoc/>
    public sealed override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output)
    {
        int[] x = inputs[0].ToInts(), weight = inputs[1].ToInts();
        for (int i = 0; i < x.Length; i++)
        {
            x[i] -= X.ZeroPoint;
        }

        int[] sums = Accumulate(x, inputs[0].Shape, weight, inputs[1].Shape, output.Shape);
        int[]? bias = inputs.Count > 3 ? inputs[3].Ints : null;
        Requantization[] channels = [.. inputs[2].Floats.Select(scale => new Requantization(Rounding, X.Scale, scale, Y.Scale))];
        for (int i = 0; i < sums.Length; i++)
        {
            int channel = i % channels.Length;
            sums[i] = channels[channel].Apply(unchecked(sums[i] + (bias?[channel] ?? 0)), Y.ZeroPoint, Min, Max);
        }

        return Tensor.FromInts(output, sums);
    }

    /// <inheritdoc/>
    public override long Macs(IReadOnlyList<TensorType> inputs, TensorType output) => Real.Macs(inputs, output);

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer)
    {
        writer.Quantization("x", X);
        writer.Quantization("y", Y);
        writer.Enum("element", Element);
        writer.Int("min", Min);
        writer.Int("max", Max);
        writer.Enum("rounding", Rounding);
    }

    /// <summary>The sum of products for each element of the result, wrapping around.</summary>
    private protected abstract int[] Accumulate(int[] x, Shape xShape, int[] weight, Shape weightShape, Shape result);
}

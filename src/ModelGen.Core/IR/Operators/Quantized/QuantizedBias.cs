using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.IR.Text;
using ModelGen.Numerics;

namespace ModelGen.IR.Operators;

/// <summary>
/// What an accumulator of raw unsigned bytes starts from: for each channel, bias − z · Σw (modulo 2³²), so that adding Σx · w yields
/// bias + Σ(x − zero point) · w. i8 values are counted as unsigned bytes x + 128, and z with them. Inputs: weight i8, optional bias i32.
/// Where |bias| + Σ|w| · max|x − zero point| of a channel exceeds int32, it throws <see cref="QuantizationException"/>.
/// </summary>
/// <param name="X">The quantization of the layer's input.</param>
/// <param name="Element">The element type of the layer's input: UInt8 or Int8.</param>
/// <param name="Reduction">The first axis of the sum, at least 1; the axes before it are those of the channels.</param>
public sealed record QuantizedBias(Quantization X, ElementType Element, int Reduction) : Operator
{
    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs)
    {
        if ((ShapeRule.Arity(inputs, 1, 2) ?? QuantizedRule.Result(X, Element, RoundingRule.Onnx)) is { } failure)
        {
            return failure;
        }

        Shape weight = inputs[0].Shape;
        if (inputs[0].Element != ElementType.Int8 || Reduction < 1 || Reduction > weight.Rank)
        {
            return Inference.Fail(FormattableString.Invariant($"sums an i8 weight from axis {Reduction} on, at least 1 and at most its rank, but got {inputs[0]}."));
        }

        var result = new TensorType(ElementType.Int32, new Shape(Channels(weight)));
        return inputs.Count == 1 || inputs[1] == result
            ? result
            : Inference.Fail($"needs a bias of type {result}, but got {inputs[1]}.");
    }

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output)
    {
        sbyte[] weight = inputs[0].SignedBytes;
        int channels = Channels(inputs[0].Shape), depth = weight.Length / channels;
        int zeroPoint = Element == ElementType.Int8 ? X.ZeroPoint + 128 : X.ZeroPoint, reach = QuantizedRule.Reach(X, Element);
        var result = new int[channels];
        for (int o = 0; o < channels; o++)
        {
            int bias = inputs.Count > 1 ? inputs[1].Ints[o] : 0;
            long sum = 0, magnitude = 0;
            for (int k = 0; k < depth; k++)
            {
                sum += weight[(o * depth) + k];
                magnitude += Math.Abs((int)weight[(o * depth) + k]);
            }

            long bound = Math.Abs((long)bias) + (magnitude * reach);
            result[o] = bound <= int.MaxValue
                ? unchecked((int)(bias - (zeroPoint * sum)))
                : throw new QuantizationException(FormattableString.Invariant(
                    $"The sums of channel {o} can reach {bound}, beyond the 2147483647 of an int32 accumulator (bias {bias}, magnitudes of {depth} weights {magnitude}, of the input {reach}): keep this layer in f32 with [Precision(F32)]."));
        }

        return new Tensor(output.Shape, result);
    }

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer)
    {
        writer.Quantization("x", X);
        writer.Enum("element", Element);
        writer.Int("reduction", Reduction);
    }

    internal static QuantizedBias Read(AttributeReader reader) => new(reader.Quantization("x"), reader.Enum<ElementType>("element"), reader.Int("reduction"));

    private int Channels(Shape weight) => weight.Take(Reduction).Aggregate(1, (product, extent) => product * extent);
}

using System;
using System.Collections.Generic;
using ModelGen.IR.Text;
using ModelGen.Numerics;

namespace ModelGen.IR.Operators;

/// <summary>
/// An f32 weight and the scales of its slices along an axis to i8: w / scale in single precision, halves to even, clamped to −127 … 127.
/// A quotient that is not a number throws <see cref="QuantizationException"/>.
/// </summary>
/// <param name="Axis">The axis of output channels, from 0.</param>
public sealed record QuantizeWeight(int Axis) : Operator
{
    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs)
    {
        if ((ShapeRule.Floats(inputs, 2) ?? ShapeRule.Axis(Axis, inputs[0].Shape)) is { } failure)
        {
            return failure;
        }

        var scales = new Shape(inputs[0].Shape[Axis]);
        return inputs[1].Shape == scales
            ? inputs[0] with { Element = ElementType.Int8 }
            : Inference.Fail($"a weight of {inputs[0].Shape} has scales of shape {scales} along axis {Axis}, but they are {inputs[1].Shape}.");
    }

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output)
    {
        float[] weight = inputs[0].Floats, scales = inputs[1].Floats;
        (_, int extent, int inner) = Strided.Split(inputs[0].Shape, Axis);
        var result = new int[weight.Length];
        for (int i = 0; i < result.Length; i++)
        {
            int slice = i / inner % extent;
            float quotient = (float)(weight[i] / scales[slice]);
            result[i] = float.IsNaN(quotient)
                ? throw new QuantizationException(FormattableString.Invariant($"Channel {slice} of the weight {inputs[0].Type} holds {weight[i]}, which has no quotient by the scale {scales[slice]}."))
                : (int)Math.Max(-sbyte.MaxValue, Math.Min(sbyte.MaxValue, Math.Round((double)quotient, MidpointRounding.ToEven)));
        }

        return Tensor.FromInts(output, result);
    }

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer) => writer.Int("axis", Axis);

    internal static QuantizeWeight Read(AttributeReader reader) => new(reader.Int("axis"));
}

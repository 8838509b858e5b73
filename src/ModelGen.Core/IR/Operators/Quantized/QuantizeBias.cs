using System;
using System.Collections.Generic;
using ModelGen.IR.Text;
using ModelGen.Numerics;

namespace ModelGen.IR.Operators;

/// <summary>
/// An f32 bias and the scales of the weight's channels, equally many, to the i32 of accumulators: bias / (input scale · weight scale), the
/// product in single precision, the quotient in double precision, halves to even. One beyond int32 throws
/// <see cref="QuantizationException"/>.
/// </summary>
/// <param name="InputScale">The scale of the layer's input; positive and finite.</param>
public sealed record QuantizeBias(float InputScale) : Operator
{
    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs)
    {
        if (ShapeRule.Floats(inputs, 2) is { } failure)
        {
            return failure;
        }

        if (!(InputScale > 0) || float.IsInfinity(InputScale))
        {
            return Inference.Fail(FormattableString.Invariant($"the scale of the input is positive and finite, but it is {InputScale}."));
        }

        return inputs[0].Shape.Rank == 1 && inputs[0] == inputs[1]
            ? inputs[0] with { Element = ElementType.Int32 }
            : Inference.Fail($"needs a bias of one axis and as many scales, but they are {inputs[0].Shape} and {inputs[1].Shape}.");
    }

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output)
    {
        float[] bias = inputs[0].Floats, scales = inputs[1].Floats;
        var result = new int[bias.Length];
        for (int o = 0; o < result.Length; o++)
        {
            double rounded = Math.Round(bias[o] / (double)(float)(InputScale * scales[o]), MidpointRounding.ToEven);
            result[o] = rounded >= int.MinValue && rounded <= int.MaxValue
                ? (int)rounded
                : throw new QuantizationException(FormattableString.Invariant(
                    $"The bias {bias[o]} of channel {o} is {rounded} in units of the input scale {InputScale} times the weight scale {scales[o]}, beyond int32: keep this layer in f32 with [Precision(F32)]."));
        }

        return new Tensor(output.Shape, result);
    }

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer) => writer.Float("inputScale", InputScale);

    internal static QuantizeBias Read(AttributeReader reader) => new(reader.Float("inputScale"));
}

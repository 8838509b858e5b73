using System;
using System.Collections.Generic;
using ModelGen.IR.Text;
using ModelGen.Numerics;

namespace ModelGen.IR.Operators;

/// <summary>The part of a <see cref="FixedPointMultiplier"/>.</summary>
public enum FixedPointPart : byte
{
    /// <summary>The factor of 31 fractional bits.</summary>
    Mantissa,

    /// <summary>The power of two.</summary>
    Shift,
}

/// <summary>
/// From the scales of a weight (single precision) to a part of the fixed-point multipliers (int32) by which
/// <see cref="RoundingRule.TfLite"/> requantizes its channels: that of x · scale / y. Computed when weights are linked.
/// </summary>
/// <param name="X">The scale of the input.</param>
/// <param name="Y">The scale of the result.</param>
/// <param name="Part">Which part.</param>
public sealed record FixedPointFactor(float X, float Y, FixedPointPart Part) : Operator
{
    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs)
    {
        if (ShapeRule.Floats(inputs, 1) is { } failure)
        {
            return failure;
        }

        if (Part is not (FixedPointPart.Mantissa or FixedPointPart.Shift))
        {
            return Inference.Fail(FormattableString.Invariant($"{(int)Part} is no part of a multiplier."));
        }

        return X > 0 && Y > 0 && !float.IsInfinity(X) && !float.IsInfinity(Y)
            ? new TensorType(ElementType.Int32, inputs[0].Shape)
            : Inference.Fail(FormattableString.Invariant($"the scales of input and result are positive and finite, but they are {X} and {Y}."));
    }

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output) => new(output.Shape, Array.ConvertAll(inputs[0].Floats, scale =>
    {
        double real = (double)X * scale / Y;
        if (!(real >= 0 && real < 1L << 31))
        {
            throw new QuantizationException(FormattableString.Invariant(
                $"The multiplier {X} · {scale} / {Y} has no fixed-point form, which is at least 0 and below 2^31: keep this layer in f32 with [Precision(F32)]."));
        }

        var multiplier = FixedPointMultiplier.From(real);
        return Part == FixedPointPart.Mantissa ? multiplier.Mantissa : multiplier.Shift;
    }));

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer)
    {
        writer.Float("x", X);
        writer.Float("y", Y);
        writer.Enum("part", Part);
    }

    internal static FixedPointFactor Read(AttributeReader reader) => new(reader.Float("x"), reader.Float("y"), reader.Enum<FixedPointPart>("part"));
}

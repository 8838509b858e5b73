using System;

namespace ModelGen.Numerics;

/// <summary>From the int32 accumulator of a product of quantized values to a quantized result, under one of two rules.</summary>
public readonly record struct Requantization
{
    private readonly RoundingRule rule;
    private readonly float multiplier;
    private readonly FixedPointMultiplier fixedPoint;

    /// <summary>
    /// The rule with the multiplier x · w / y: in single precision, the product first, under <see cref="RoundingRule.Onnx"/>; in double
    /// precision, then fixed-point, under <see cref="RoundingRule.TfLite"/>.
    /// </summary>
    /// <param name="rule">How results are rounded.</param>
    /// <param name="x">The scale of the left operand.</param>
    /// <param name="w">The scale of the right operand: of one output channel, if it is a weight.</param>
    /// <param name="y">The scale of the result.</param>
    /// <exception cref="ArgumentOutOfRangeException">A scale, or the multiplier, is not positive and finite, or out of fixed-point range.</exception>
    public Requantization(RoundingRule rule, float x, float w, float y)
    {
        RequireScale(x, nameof(x));
        RequireScale(w, nameof(w));
        RequireScale(y, nameof(y));
        this.rule = rule;
        float product = (float)(x * w);
        multiplier = (float)(product / y);
        switch (rule)
        {
            case RoundingRule.Onnx:
                if (float.IsInfinity(multiplier))
                {
                    throw new ArgumentOutOfRangeException(nameof(y), y, $"The multiplier {x} * {w} / {y} is not finite.");
                }

                fixedPoint = default;
                break;
            case RoundingRule.TfLite:
                fixedPoint = FixedPointMultiplier.From((double)x * w / y);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(rule));
        }
    }

    private Requantization(RoundingRule rule, float multiplier, FixedPointMultiplier fixedPoint)
    {
        this.rule = rule;
        this.multiplier = multiplier;
        this.fixedPoint = fixedPoint;
    }

    /// <summary>
    /// The rule for the mean of <paramref name="count"/> values, whose sum is the accumulator: the multiplier is x / (y · count) in single
    /// precision, the product first, under <see cref="RoundingRule.Onnx"/>; the fixed-point form of x / y, divided by the count, under
    /// <see cref="RoundingRule.TfLite"/>.
    /// </summary>
    /// <param name="rule">How results are rounded.</param>
    /// <param name="x">The scale of the values.</param>
    /// <param name="y">The scale of the mean.</param>
    /// <param name="count">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A scale, or the multiplier, is not positive and finite, or out of fixed-point range.</exception>
    public static Requantization OfMean(RoundingRule rule, float x, float y, int count)
    {
        var ratio = new Requantization(rule, x, 1, y);
        return rule == RoundingRule.Onnx
            ? new Requantization(rule, (float)(x / (float)(y * count)), default)
            : new Requantization(rule, default, ratio.fixedPoint.DividedBy(count));
    }

    /// <summary>The rounded product with the multiplier plus <paramref name="zeroPoint"/>, clamped to [min, max].</summary>
    /// <param name="accumulator">The sum of products, bias and terms of zero points included.</param>
    /// <param name="zeroPoint">The zero point of the result.</param>
    /// <param name="min">The least result: that of the element type, or of a fused clamp.</param>
    /// <param name="max">The greatest result.</param>
    public int Apply(int accumulator, int zeroPoint, int min, int max)
    {
        double rounded = rule == RoundingRule.Onnx
            ? Math.Round((double)(float)((float)accumulator * multiplier), MidpointRounding.ToEven)
            : fixedPoint.Apply(accumulator);
        return (int)Math.Max(min, Math.Min(max, rounded + zeroPoint));
    }

    private static void RequireScale(float scale, string name)
    {
        if (!(scale > 0) || float.IsInfinity(scale))
        {
            throw new ArgumentOutOfRangeException(name, scale, "A scale is positive and finite.");
        }
    }
}

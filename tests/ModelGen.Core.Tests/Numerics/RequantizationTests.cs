using System;
using System.Numerics;
using CsCheck;
using ModelGen.Numerics;
using ModelGen.Tests;

namespace ModelGen.Core.Tests.Numerics;

public class RequantizationTests
{
    private static readonly Gen<int> Integer = Gen.OneOf(
        Gen.Int, Gen.Int[-70000, 70000], Gen.Int[int.MinValue, int.MinValue + 1], Gen.Int[-1, 1], Gen.Int[int.MaxValue - 1, int.MaxValue]);

    private static readonly Gen<float> Scale = Gen.Float[0.0001f, 2f];

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 2)]
    [InlineData(5, 2)]
    [InlineData(-1, 0)]
    [InlineData(-3, -2)]
    [InlineData(int.MaxValue, 127)]
    [InlineData(int.MinValue, -128)]
    public void Onnx_rounds_halves_to_even_and_saturates(int accumulator, int expected) =>
        Assert.Equal(expected, new Requantization(RoundingRule.Onnx, 0.5f, 1, 1).Apply(accumulator, 0, -128, 127));

    [Fact]
    public void Onnx_converts_the_accumulator_to_single_precision_first() =>
        Assert.Equal(0, new Requantization(RoundingRule.Onnx, 1f / (1 << 25), 1, 1).Apply((1 << 24) + 1, 0, -128, 127));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(-1, 0)]
    [InlineData(-3, -1)]
    [InlineData(int.MaxValue, 255)]
    [InlineData(int.MinValue, 0)]
    public void TfLite_rounds_halves_of_the_product_upward_and_saturates(int accumulator, int expectedOffset) =>
        Assert.Equal(
            Math.Min(255, Math.Max(0, Math.Abs((long)accumulator) < 10 ? expectedOffset + 100 : expectedOffset)),
            new Requantization(RoundingRule.TfLite, 0.5f, 1, 1).Apply(accumulator, 100, 0, 255));

    /// <summary>The independent form is the addition of 1.5 · 2²³, after which the low bits of a float are the rounded integer.</summary>
    [Fact]
    public void Onnx_is_the_clamped_magic_number_rounding() =>
        Gen.Select(Integer, Scale, Scale, Scale, Gen.Int[0, 255]).Check(
            100,
            (accumulator, x, w, y, zeroPoint) =>
            {
                float multiplier = x * w / y;
                float clamped = Math.Clamp(accumulator * multiplier, -zeroPoint, 255 - zeroPoint);
                int expected = BitConverter.SingleToInt32Bits(clamped + 12582912f) - BitConverter.SingleToInt32Bits(12582912f) + zeroPoint;
                Assert.Equal(expected, new Requantization(RoundingRule.Onnx, x, w, y).Apply(accumulator, zeroPoint, 0, 255));
            });

    /// <summary>The independent form is in exact integers: half up for the product, half away from zero for the shift.</summary>
    [Fact]
    public void TfLite_is_the_exact_product_rounded_twice() =>
        Gen.Select(Integer, Scale, Scale, Scale, Gen.Int[-128, 127]).Check(
            100,
            (accumulator, x, w, y, zeroPoint) =>
            {
                double real = (double)x * w / y;
                int exponent = Math.ILogB(real) + 1;
                BigInteger mantissa = new(Math.Floor(Math.ScaleB(real, 31 - exponent) + 0.5));
                BigInteger shifted = BigInteger.Min(int.MaxValue, BigInteger.Max(int.MinValue, new BigInteger(accumulator) << Math.Max(exponent, 0)));
                BigInteger product = ((shifted * mantissa) + (BigInteger.One << 30)) >> 31;
                int right = Math.Max(-exponent, 0);
                BigInteger magnitude = ((BigInteger.Abs(product) << 1) + (BigInteger.One << right)) >> (right + 1);
                BigInteger expected = BigInteger.Max(-128, BigInteger.Min(127, (product.Sign * magnitude) + zeroPoint));
                Assert.Equal((int)expected, new Requantization(RoundingRule.TfLite, x, w, y).Apply(accumulator, zeroPoint, -128, 127));
            });

    [Theory]
    [InlineData(1.0, 1 << 30, 1)]
    [InlineData(0.5, 1 << 30, 0)]
    [InlineData(0.75, 1610612736, 0)]
    [InlineData(0.99999999999, 1 << 30, 1)]
    [InlineData(0.0, 0, 0)]
    [InlineData(1e-30, 0, 0)]
    public void A_multiplier_has_the_mantissa_and_shift_of_TensorFlow_Lite(double multiplier, int mantissa, int shift) =>
        Assert.Equal(new FixedPointMultiplier(mantissa, shift), FixedPointMultiplier.From(multiplier));

    [Fact]
    public void The_product_that_does_not_fit_saturates() =>
        Assert.Equal(int.MaxValue, FixedPointMultiplier.DoublingHighMultiply(int.MinValue, int.MinValue));

    [Theory]
    [InlineData(0f)]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_scale_is_positive_and_finite(float scale)
    {
        Assert.Throws<ArgumentOutOfRangeException>("x", () => new Requantization(RoundingRule.Onnx, scale, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("w", () => new Requantization(RoundingRule.TfLite, 1, scale, 1));
        Assert.Throws<ArgumentOutOfRangeException>("y", () => new Requantization(RoundingRule.Onnx, 1, 1, scale));
    }
}

using System;
using CsCheck;
using ModelGen.Calibration;
using ModelGen.Tests;

namespace ModelGen.Core.Tests.Calibration;

public class AffineRangeTests
{
    private static readonly float[] Extremes = [0f, 1e-30f, -1e-30f, 1e30f, -1e30f, float.MaxValue, float.MinValue];

    private static readonly Gen<float> Bound = Gen.OneOf(Gen.Float[-1000, 1000], Gen.Int[0, Extremes.Length - 1].Select(i => Extremes[i]));

    [Theory]
    [InlineData(0f, 255f, ElementType.UInt8, 1f, 0)]
    [InlineData(0f, 255f, ElementType.Int8, 1f, -128)]
    [InlineData(-255f, 0f, ElementType.UInt8, 1f, 255)]
    [InlineData(-100f, 155f, ElementType.UInt8, 1f, 100)]
    [InlineData(-100f, 155f, ElementType.Int8, 1f, -28)]
    [InlineData(10f, 255f, ElementType.UInt8, 1f, 0)]
    [InlineData(-255f, -10f, ElementType.Int8, 1f, 127)]
    [InlineData(-0.5f, 254.5f, ElementType.UInt8, 1f, 0)]
    [InlineData(-1.5f, 253.5f, ElementType.UInt8, 1f, 2)]
    [InlineData(0f, 0f, ElementType.UInt8, 1f, 0)]
    [InlineData(0f, 0f, ElementType.Int8, 1f, 0)]
    [InlineData(-1e-45f, 1e-45f, ElementType.UInt8, 1f, 0)]
    public void A_range_is_widened_to_zero_and_spread_over_the_bytes(float minimum, float maximum, ElementType element, float scale, int zeroPoint) =>
        Assert.Equal((scale, zeroPoint), AffineRange.Choose(minimum, maximum, element));

    [Fact]
    public void Every_range_has_a_valid_scale_and_keeps_its_bounds_within_half_a_step() =>
        Gen.Select(Bound, Bound, Gen.Bool.Select(signed => signed ? ElementType.Int8 : ElementType.UInt8)).Check(100, (a, b, element) =>
        {
            (float scale, int zeroPoint) = AffineRange.Choose(Math.Min(a, b), Math.Max(a, b), element);
            if ((Math.Max(Math.Max(a, b), 0) - (double)Math.Min(Math.Min(a, b), 0)) / 255 < 1.1754943e-38)
            {
                Assert.Equal((1, 0), (scale, zeroPoint));
                return;
            }

            Assert.InRange(scale, 1.17549435e-38f, float.MaxValue);
            Assert.InRange(zeroPoint, AffineRange.Minimum(element), AffineRange.Maximum(element));
            Assert.InRange((AffineRange.Minimum(element) - zeroPoint) * (double)scale - Math.Min(Math.Min(a, b), 0), -0.501 * scale, 0.501 * scale);
            Assert.InRange((AffineRange.Maximum(element) - zeroPoint) * (double)scale - Math.Max(Math.Max(a, b), 0), -0.501 * scale, 0.501 * scale);
        });

    [Theory]
    [InlineData(1f, 0f)]
    [InlineData(float.NaN, 0f)]
    [InlineData(0f, float.NaN)]
    [InlineData(0f, float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity, 0f)]
    public void A_range_that_is_none_is_refused(float minimum, float maximum) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => AffineRange.Choose(minimum, maximum, ElementType.UInt8));

    [Fact]
    public void Other_element_types_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => AffineRange.Choose(0, 1, ElementType.Int32));
}

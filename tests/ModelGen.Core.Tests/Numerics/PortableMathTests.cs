using System;
using System.Linq;
using CsCheck;
using ModelGen.Numerics;
using ModelGen.Tests;

namespace ModelGen.Core.Tests.Numerics;

public class PortableMathTests
{
    [Fact]
    public void Exp_is_within_1e_15_of_the_math_library() => Gen.Double[-700, 700].Check(
        20_000,
        x => Assert.InRange(PortableMath.Exp(x) / Math.Exp(x), 1 - 1e-15, 1 + 1e-15));

    [Fact]
    public void Tanh_is_within_1e_15_of_the_math_library() => Gen.OneOf(Gen.Double[-25, 25], Gen.Double[-1, 1], Gen.Double[-1e-3, 1e-3]).Where(x => x != 0).Check(
        20_000,
        x => Assert.InRange(PortableMath.Tanh(x) / Math.Tanh(x), 1 - 1e-15, 1 + 1e-15));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(-746, 0)]
    [InlineData(710, double.PositiveInfinity)]
    [InlineData(double.NaN, double.NaN)]
    public void Exp_has_its_limits(double x, double expected) => Assert.Equal(expected, PortableMath.Exp(x));

    [Fact]
    public void Exp_reaches_the_subnormal_numbers_and_the_greatest() =>
        Assert.All(new[] { -708.5, -720, -744, 709.7 }, x => Assert.InRange(PortableMath.Exp(x), Math.Exp(x) * (1 - 1e-14) - double.Epsilon, Math.Exp(x) * (1 + 1e-14) + double.Epsilon));

    [Theory]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(double.NegativeInfinity, -1)]
    [InlineData(double.NaN, double.NaN)]
    public void Tanh_has_its_limits(double x, double expected) => Assert.Equal(expected, PortableMath.Tanh(x));

    [Fact]
    public void Tanh_keeps_the_sign_of_zero() => Assert.Equal([false, true], new[] { 0.0, -0.0 }.Select(x => double.IsNegative(PortableMath.Tanh(x))));

    /// <summary>Any bits, and products that the addend nearly cancels or falls between.</summary>
    [Fact]
    public void A_fused_multiply_add_rounds_once() => Gen.Select(Gen.Int, Gen.Int, Gen.Int, Gen.Int[0, 3]).Check(
        200_000,
        (a, b, c, kind) =>
        {
            float x = BitConverter.Int32BitsToSingle(a), y = BitConverter.Int32BitsToSingle(b);
            float z = kind switch { 0 => BitConverter.Int32BitsToSingle(c), 1 => -(x * y), 2 => x * y * (1 << (c & 31)), _ => x * y / (1 << (c & 31)) };
            float expected = MathF.FusedMultiplyAdd(x, y, z), actual = SinglePrecision.FusedMultiplyAddByOddRounding(x, y, z);
            Assert.True(expected.Equals(actual) && float.IsNegative(expected) == float.IsNegative(actual) || (float.IsNaN(expected) && float.IsNaN(actual)), $"{x:R} · {y:R} + {z:R} is {expected:R}, not {actual:R}.");
        });

    [Fact]
    public void A_fused_multiply_add_of_few_bits_rounds_ties_to_even() => Gen.Select(Gen.Int[-4096, 4096], Gen.Int[-4097, 4097], Gen.Int[-2, 2], Gen.Int[-30, 30]).Check(
        50_000,
        (a, b, c, shift) =>
        {
            float x = a, y = b, z = c * MathF.Pow(2, shift);
            Assert.Equal(MathF.FusedMultiplyAdd(x, y, z), SinglePrecision.FusedMultiplyAddByOddRounding(x, y, z));
        });
}

using System;
using System.Linq;
using System.Numerics;
using ModelGen.Calibration;
using ModelGen.Numerics;

namespace ModelGen.Core.Tests.IR.Operators.Quantized;

/// <summary>The arithmetic of the rounding rules written down a second time: exact integers, and rounding by adding a magic number.</summary>
internal static class QuantizedReference
{
    /// <summary>A random tensor of bytes, every other one with many extreme values.</summary>
    public static Tensor Bytes(Random random, ElementType element, params int[] shape)
    {
        var extents = new Shape(shape);
        bool isExtreme = random.Next(2) == 0;
        int[] values = [.. Enumerable.Range(0, extents.ElementCount).Select(_ => isExtreme && random.Next(3) > 0 ? 255 * random.Next(2) : random.Next(256))];
        return element == ElementType.UInt8 ? new Tensor(extents, [.. values.Select(v => (byte)v)]) : new Tensor(extents, [.. values.Select(v => (sbyte)(v - 128))]);
    }

    /// <summary>A random i8 weight in ±127.</summary>
    public static Tensor Weight(Random random, params int[] shape)
    {
        var extents = new Shape(shape);
        return new Tensor(extents, [.. Enumerable.Range(0, extents.ElementCount).Select(_ => (sbyte)(random.Next(3) == 0 ? 127 * random.Next(-1, 2) : random.Next(-127, 128)))]);
    }

    public static Tensor Scales(Random random, int count) =>
        new(new Shape(count), [.. Enumerable.Range(0, count).Select(_ => random.Next(3) == 0 ? MathF.Pow(2, -random.Next(2, 9)) : MathF.Exp(-6 + (4 * random.NextSingle())))]);

    public static Tensor Bias(Random random, int count) => new(new Shape(count), [.. Enumerable.Range(0, count).Select(_ => random.Next(-60000, 60000))]);

    public static ElementType Element(Random random) => random.Next(2) == 0 ? ElementType.UInt8 : ElementType.Int8;

    public static RoundingRule Rule(Random random) => random.Next(2) == 0 ? RoundingRule.Onnx : RoundingRule.TfLite;

    public static int[] Values(Tensor tensor) => tensor.Type.Element switch
    {
        ElementType.UInt8 => [.. tensor.Bytes.Select(v => (int)v)],
        _ => [.. tensor.SignedBytes.Select(v => (int)v)],
    };

    /// <summary>From an accumulator to a result.</summary>
    public static int Requantize(RoundingRule rule, long accumulator, float x, float w, float y, int zeroPoint, int min, int max)
    {
        int sum = checked((int)accumulator);
        return rule == RoundingRule.Onnx
            ? Math.Clamp(Magic(sum * (x * w / y)) + zeroPoint, min, max)
            : (int)BigInteger.Max(min, BigInteger.Min(max, Fixed((double)x * w / y, sum) + zeroPoint));
    }

    /// <summary>Half to even, by adding 1.5 · 2²³; saturates beyond ±1000.</summary>
    public static int Magic(float value) =>
        BitConverter.SingleToInt32Bits(Math.Clamp(value, -1000, 1000) + 12582912f) - BitConverter.SingleToInt32Bits(12582912f);

    /// <summary>A product with a multiplier of 31 bits: half up for the product, half away from zero for the shift.</summary>
    public static BigInteger Fixed(double real, BigInteger value)
    {
        int exponent = Math.ILogB(real) + 1;
        return Fixed(new BigInteger(Math.Floor(Math.ScaleB(real, 31 - exponent) + 0.5)), exponent, value);
    }

    /// <summary>The same with mantissa and exponent.</summary>
    public static BigInteger Fixed(BigInteger mantissa, int exponent, BigInteger value)
    {
        BigInteger shifted = BigInteger.Min(int.MaxValue, BigInteger.Max(int.MinValue, value << Math.Max(exponent, 0)));
        BigInteger product = ((shifted * mantissa) + (BigInteger.One << 30)) >> 31;
        int right = Math.Max(-exponent, 0);
        BigInteger magnitude = ((BigInteger.Abs(product) << 1) + (BigInteger.One << right)) >> (right + 1);
        return product.Sign * magnitude;
    }

    public static void Equal(int[] expected, Tensor actual, string what)
    {
        int[] values = Values(actual);
        Assert.Equal(expected.Length, values.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(expected[i] == values[i], $"Element {i} of {actual.Type} is {values[i]}, not {expected[i]}: {what}");
        }
    }

    public static (int Least, int Greatest) Range(ElementType element) => (AffineRange.Minimum(element), AffineRange.Maximum(element));
}

using System;
using System.Linq;
using CsCheck;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Numerics;
using ModelGen.Tests;

namespace ModelGen.Core.Tests.IR.Operators.Quantized;

/// <summary>Operators on unsigned bytes that stand for signed ones compute what those on signed bytes do, where the plain ones do not.</summary>
public class ShiftedBytesTests
{
    private static readonly Gen<Random> Draws = Gen.Int[0, 1 << 30].Select(seed => new Random(seed));

    [Fact]
    public void Sums_and_products_are_those_of_signed_bytes()
    {
        // The same draws in every run, among which are some that the plain operator computes otherwise.
        int plain = 0;
        for (int seed = 0; seed < 150; seed++)
        {
            var random = new Random(seed);
            Quantization a = Signed(random), b = Signed(random), y = Signed(random);
            (int min, int max) = RandomQuantized.Clamp(random, ElementType.Int8);
            RoundingRule rule = QuantizedReference.Rule(random);
            sbyte[] all = [.. Enumerable.Range(-128, 256).Select(v => (sbyte)v)];
            Tensor p = new(new Shape(256, 1), all), q = new(new Shape(256), all);
            QuantizedBinaryOperator signed = random.Next(2) == 0
                ? new QuantizedAdd(a, b, y, ElementType.Int8, min, max, rule)
                : new QuantizedMul(a, b, y, ElementType.Int8, min, max, rule);
            QuantizedBinaryOperator shifted = signed with
            {
                A = Unsigned(a),
                B = Unsigned(b),
                Y = Unsigned(y),
                Element = ElementType.UInt8,
                Min = min + 128,
                Max = max + 128,
                IsShifted = true,
            };
            int[] expected = [.. QuantizedReference.Values(signed.Apply(p, q)).Select(v => v + 128)];
            QuantizedReference.Equal(expected, shifted.Apply(Unsigned(p), Unsigned(q)), signed.ToString());
            if (!expected.SequenceEqual(QuantizedReference.Values((shifted with { IsShifted = false }).Apply(Unsigned(p), Unsigned(q)))))
            {
                Assert.Equal(RoundingRule.Onnx, rule);
                plain++;
            }
        }

        Assert.NotEqual(0, plain);
    }

    [Fact]
    public void Means_are_those_of_signed_bytes() => Draws.Check(
        300,
        random =>
        {
            RoundingRule rule = QuantizedReference.Rule(random);
            Quantization x = Signed(random), y = rule == RoundingRule.TfLite ? x : Signed(random);
            Tensor image = QuantizedReference.Bytes(random, ElementType.Int8, 2, 5, 6, 3);
            var signed = new QuantizedAveragePool((2, 3), (1, 2), new Pads(1, 0, 0, 1), random.Next(2) == 0, x, y, ElementType.Int8, rule);
            QuantizedAveragePool shifted = signed with { X = Unsigned(x), Y = Unsigned(y), Element = ElementType.UInt8, IsShifted = true };
            QuantizedReference.Equal([.. QuantizedReference.Values(signed.Apply(image)).Select(v => v + 128)], shifted.Apply(Unsigned(image)), signed.ToString());
        });

    [Fact]
    public void A_negative_half_goes_away_from_zero()
    {
        Quantization q = new(0.5f, 0);
        var signed = new QuantizedAveragePool((1, 2), 1, Pads.None, false, q, q, ElementType.Int8, RoundingRule.TfLite);
        Assert.Equal([-1], signed.Apply(new Tensor(new Shape(1, 1, 2, 1), new sbyte[] { -1, 0 })).SignedBytes);
        QuantizedAveragePool plain = signed with { X = Unsigned(q), Y = Unsigned(q), Element = ElementType.UInt8 };
        var bytes = new Tensor(new Shape(1, 1, 2, 1), new byte[] { 127, 128 });
        Assert.Equal([128], plain.Apply(bytes).Bytes);
        Assert.Equal([127], (plain with { IsShifted = true }).Apply(bytes).Bytes);
    }

    [Fact]
    public void Only_unsigned_bytes_stand_for_signed_ones()
    {
        Quantization q = new(0.5f, 3);
        TensorType x = new(ElementType.Int8, new Shape(2));
        OperatorAssert.Refuses(
            "takes and yields u8 where these stand for signed bytes, but got i8[2], i8[2] for u8.", new QuantizedAdd(q, q, q, ElementType.UInt8, 0, 255, RoundingRule.Onnx) { IsShifted = true }, x, x);
    }

    private static Quantization Signed(Random random) => RandomQuantized.Quantization(random, ElementType.Int8);

    private static Quantization Unsigned(Quantization signed) => signed with { ZeroPoint = signed.ZeroPoint + 128 };

    private static Tensor Unsigned(Tensor signed) => new(signed.Shape, Array.ConvertAll(signed.SignedBytes, v => (byte)(v + 128)));
}

using System;
using System.Linq;
using CsCheck;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Numerics;
using ModelGen.Tests;

namespace ModelGen.Core.Tests.IR.Operators.Quantized;

/// <summary>Between real and quantized values, and tables of 256 entries.</summary>
public class QuantizationTests
{
    private static readonly Gen<Random> Draws = Gen.Int[0, 1 << 30].Select(seed => new Random(seed));

    [Theory]
    [InlineData(RoundingRule.Onnx, 0.25f, 128)]
    [InlineData(RoundingRule.TfLite, 0.25f, 129)]
    [InlineData(RoundingRule.Onnx, -0.25f, 128)]
    [InlineData(RoundingRule.TfLite, -0.25f, 127)]
    [InlineData(RoundingRule.Onnx, 0.75f, 130)]
    [InlineData(RoundingRule.TfLite, 0.75f, 130)]
    [InlineData(RoundingRule.Onnx, float.NaN, 128)]
    [InlineData(RoundingRule.TfLite, float.NaN, 128)]
    [InlineData(RoundingRule.Onnx, float.PositiveInfinity, 255)]
    [InlineData(RoundingRule.TfLite, float.NegativeInfinity, 0)]
    [InlineData(RoundingRule.Onnx, -3e38f, 0)]
    public void A_number_is_rounded_and_saturates(RoundingRule rule, float x, int expected) => Assert.Equal(
        new[] { (byte)expected }, new Quantize(new Quantization(0.5f, 128), ElementType.UInt8, rule).Apply(Tensor.Scalar(x)).Bytes);

    [Fact]
    public void A_quantized_value_survives_the_way_through_real_numbers() => Draws.Check(
        300,
        random =>
        {
            ElementType element = QuantizedReference.Element(random);
            Quantization q = RandomQuantized.Quantization(random, element);
            Tensor x = QuantizedReference.Bytes(random, element, 4, 8);
            QuantizedReference.Equal(QuantizedReference.Values(x), new Quantize(q, element, QuantizedReference.Rule(random)).Apply(new Dequantize(q).Apply(x)), q.ToString());
            QuantizedReference.Equal(QuantizedReference.Values(x), new Requantize(q, q, element, QuantizedReference.Rule(random)).Apply(x), q.ToString());
        });

    [Fact]
    public void Another_quantization_is_reached_by_both_rules() => Draws.Check(
        300,
        random =>
        {
            ElementType input = QuantizedReference.Element(random), element = QuantizedReference.Element(random);
            Quantization from = RandomQuantized.Quantization(random, input), to = RandomQuantized.Quantization(random, element);
            (int least, int greatest) = QuantizedReference.Range(element);
            Tensor x = QuantizedReference.Bytes(random, input, 40);
            int[] values = QuantizedReference.Values(x);
            QuantizedReference.Equal(
                [.. values.Select(v => Math.Clamp(QuantizedReference.Magic(from.Scale * (v - from.ZeroPoint) / to.Scale) + to.ZeroPoint, least, greatest))],
                new Requantize(from, to, element, RoundingRule.Onnx).Apply(x),
                $"{from} to {to}");
            QuantizedReference.Equal(
                [.. values.Select(v => (int)System.Numerics.BigInteger.Max(least, System.Numerics.BigInteger.Min(greatest, QuantizedReference.Fixed((double)from.Scale / to.Scale, v - from.ZeroPoint) + to.ZeroPoint)))],
                new Requantize(from, to, element, RoundingRule.TfLite).Apply(x),
                $"{from} to {to}");
        });

    [Fact]
    public void A_function_is_that_of_the_real_value_through_the_table() => Draws.Check(
        300,
        random =>
        {
            ElementType input = QuantizedReference.Element(random), element = QuantizedReference.Element(random);
            Quantization from = RandomQuantized.Quantization(random, input), to = RandomQuantized.Quantization(random, element);
            (int least, int greatest) = QuantizedReference.Range(element);
            UnaryOperator function = new UnaryOperator[] { new Sigmoid(), new Tanh(), new LeakyRelu(0.1f), new HardSwish(), new Silu(), new Gelu(false), new Exp() }[random.Next(7)];
            var op = new QuantizedUnary(function, from, to, element, RoundingRule.Onnx);
            Tensor x = QuantizedReference.Bytes(random, input, 40);
            int[] values = QuantizedReference.Values(x), y = QuantizedReference.Values(op.Apply(x));
            int[] expected = [.. values.Select(v => Math.Clamp(QuantizedReference.Magic(function.Apply(from.Scale * (v - from.ZeroPoint)) / to.Scale) + to.ZeroPoint, least, greatest))];
            Assert.Equal(expected, y);
            byte[] table = op.Table(input);
            Assert.Equal(values.Select(v => table[(byte)v]), y.Select(v => (byte)v));
            int[] tfLite = QuantizedReference.Values((op with { Rounding = RoundingRule.TfLite }).Apply(x));
            for (int i = 0; i < values.Length; i++)
            {
                double steps = function.Apply(from.Scale * (v(i) - from.ZeroPoint)) * (double)(1 / to.Scale);
                Assert.InRange(tfLite[i] - Math.Clamp(steps + to.ZeroPoint, least, greatest), -0.5001, 0.5001);
            }

            int v(int i) => values[i];
        });

    [Fact]
    public void Halves_of_functions_round_by_the_rule()
    {
        var op = new QuantizedUnary(new Relu(), new Quantization(0.5f, 10), new Quantization(1, 0), ElementType.UInt8, RoundingRule.Onnx);
        Assert.Equal(new byte[] { 0, 0, 0, 1, 2 }, op.Apply(new Tensor(new Shape(5), new byte[] { 0, 10, 11, 12, 13 })).Bytes);
        Assert.Equal(new byte[] { 0, 0, 1, 1, 2 }, (op with { Rounding = RoundingRule.TfLite }).Apply(new Tensor(new Shape(5), new byte[] { 0, 10, 11, 12, 13 })).Bytes);
    }

    [Fact]
    public void A_table_is_indexed_by_the_raw_byte()
    {
        byte[] table = new Requantize(new Quantization(1, 0), new Quantization(1, 128), ElementType.UInt8, RoundingRule.Onnx).Table(ElementType.Int8);
        Assert.Equal(Enumerable.Range(0, 256).Select(i => (byte)(i ^ 128)), table);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Requantize(new Quantization(1, 0), new Quantization(1, 0), ElementType.UInt8, RoundingRule.Onnx).Table(ElementType.Float32));
    }

    [Fact]
    public void Operands_of_another_type_are_refused()
    {
        var q = new Quantization(1, 0);
        OperatorAssert.Refuses("needs a u8 or i8 tensor as input 1, but got i32[2].", new Dequantize(q), new TensorType(ElementType.Int32, new Shape(2)));
        OperatorAssert.Refuses("needs an f32 tensor, but got u8[2]. Convert it with ToFloat first.", new Quantize(q, ElementType.Int8, RoundingRule.Onnx), new TensorType(ElementType.UInt8, new Shape(2)));
        OperatorAssert.Refuses("Clip clips to 1 … 0, but the lower bound must not exceed the upper.", new QuantizedUnary(new Clip(1, 0), q, q, ElementType.Int8, RoundingRule.Onnx), new TensorType(ElementType.UInt8, new Shape(2)));
        Assert.Contains("A multiplier is at least 0", new Requantize(new Quantization(1e30f, 0), q, ElementType.Int8, RoundingRule.TfLite).Infer([new(ElementType.UInt8, new Shape(2))]).Error, StringComparison.Ordinal);
    }
}

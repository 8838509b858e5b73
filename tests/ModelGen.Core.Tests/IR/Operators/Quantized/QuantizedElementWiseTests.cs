using System;
using System.Linq;
using System.Numerics;
using CsCheck;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Numerics;
using ModelGen.Tests;

namespace ModelGen.Core.Tests.IR.Operators.Quantized;

public class QuantizedElementWiseTests
{
    private static readonly Gen<Random> Draws = Gen.Int[0, 1 << 30].Select(seed => new Random(seed));

    [Fact]
    public void A_sum_is_that_of_both_rules() => Check(
        (a, b, y, rule) => rule == RoundingRule.Onnx
            ? (p, q) =>
            {
                float left = a.Scale / y.Scale, right = b.Scale / y.Scale, offset = y.ZeroPoint - MathF.FusedMultiplyAdd(left, a.ZeroPoint, right * b.ZeroPoint);
                return QuantizedReference.Magic(MathF.FusedMultiplyAdd(p, left, MathF.FusedMultiplyAdd(q, right, offset)));
            }
        : (p, q) =>
        {
            double twice = 2 * Math.Max((double)a.Scale, b.Scale);
            BigInteger sum = QuantizedReference.Fixed(a.Scale / twice, (p - a.ZeroPoint) << 20) + QuantizedReference.Fixed(b.Scale / twice, (q - b.ZeroPoint) << 20);
            return QuantizedReference.Fixed(twice / (1048576.0 * y.Scale), sum) + y.ZeroPoint;
        },
        (a, b, y, element, min, max, rule) => new QuantizedAdd(a, b, y, element, min, max, rule));

    [Fact]
    public void A_product_is_that_of_both_rules() => Check(
        (a, b, y, rule) => rule == RoundingRule.Onnx
            ? (p, q) => QuantizedReference.Magic(((p - a.ZeroPoint) * (q - b.ZeroPoint) * (a.Scale * b.Scale / y.Scale)) + y.ZeroPoint)
            : (p, q) => QuantizedReference.Fixed((double)(a.Scale * b.Scale / y.Scale), (p - a.ZeroPoint) * (q - b.ZeroPoint)) + y.ZeroPoint,
        (a, b, y, element, min, max, rule) => new QuantizedMul(a, b, y, element, min, max, rule));

    /// <summary>Fixed point rounds the product and then the shift, which adds up to three quarters of a step.</summary>
    [Fact]
    public void Sums_and_products_are_within_a_step_of_the_real_ones() => Draws.Check(
        200,
        random =>
        {
            ElementType left = QuantizedReference.Element(random), right = QuantizedReference.Element(random), element = QuantizedReference.Element(random);
            Quantization a = RandomQuantized.Quantization(random, left), b = RandomQuantized.Quantization(random, right), y = RandomQuantized.Quantization(random, element);
            (int least, int greatest) = QuantizedReference.Range(element);
            Tensor p = QuantizedReference.Bytes(random, left, 50), q = QuantizedReference.Bytes(random, right, 50);
            foreach (RoundingRule rule in new[] { RoundingRule.Onnx, RoundingRule.TfLite })
            {
                double most = rule == RoundingRule.Onnx ? 0.501 : 0.751;
                int[] sum = QuantizedReference.Values(new QuantizedAdd(a, b, y, element, least, greatest, rule).Apply(p, q));
                int[] product = QuantizedReference.Values(new QuantizedMul(a, b, y, element, least, greatest, rule).Apply(p, q));
                for (int i = 0; i < 50; i++)
                {
                    double u = a.Scale * (double)(QuantizedReference.Values(p)[i] - a.ZeroPoint), v = b.Scale * (double)(QuantizedReference.Values(q)[i] - b.ZeroPoint);
                    Assert.InRange(sum[i] - Math.Clamp(((u + v) / y.Scale) + y.ZeroPoint, least, greatest), -most, most);
                    Assert.InRange(product[i] - Math.Clamp((u * v / y.Scale) + y.ZeroPoint, least, greatest), -most, most);
                }
            }
        });

    [Fact]
    public void Scales_that_lead_out_of_the_arithmetic_are_refused()
    {
        Quantization large = new(3e38f, 0), small = new(1e-30f, 0), one = new(1, 0);
        TensorType x = new(ElementType.UInt8, new Shape(2));
        OperatorAssert.Refuses("the scales do not fit each other: The first scale by that of the result is not finite.", new QuantizedAdd(large, one, small, ElementType.UInt8, 0, 255, RoundingRule.Onnx), x, x);
        OperatorAssert.Refuses("the scales do not fit each other: A multiplier is at least 0 and below 2^31.", new QuantizedAdd(large, one, small, ElementType.UInt8, 0, 255, RoundingRule.TfLite), x, x);
        OperatorAssert.Refuses("the scales do not fit each other: The product of the scales by that of the result is not finite.", new QuantizedMul(large, large, one, ElementType.UInt8, 0, 255, RoundingRule.TfLite), x, x);
        OperatorAssert.Refuses("the shapes [2] and [3] do not broadcast: aligned at their last axes, 2 meets 3, and neither is 1.", new QuantizedMul(one, one, one, ElementType.UInt8, 0, 255, RoundingRule.Onnx), x, x with { Shape = new Shape(3) });
    }

    private static void Check(
        Func<Quantization, Quantization, Quantization, RoundingRule, Func<int, int, BigInteger>> reference,
        Func<Quantization, Quantization, Quantization, ElementType, int, int, RoundingRule, QuantizedBinaryOperator> make) => Draws.Check(
        500,
        random =>
        {
            ElementType left = QuantizedReference.Element(random), right = QuantizedReference.Element(random), element = QuantizedReference.Element(random);
            Quantization a = RandomQuantized.Quantization(random, left), b = RandomQuantized.Quantization(random, right), y = RandomQuantized.Quantization(random, element);
            (int min, int max) = RandomQuantized.Clamp(random, element);
            RoundingRule rule = QuantizedReference.Rule(random);
            int rows = random.Next(1, 4), columns = random.Next(1, 9);
            bool isColumn = random.Next(2) == 0;
            Tensor p = QuantizedReference.Bytes(random, left, 2, rows, columns), q = QuantizedReference.Bytes(random, right, isColumn ? [rows, 1] : [columns]);
            QuantizedBinaryOperator op = make(a, b, y, element, min, max, rule);
            int[] u = QuantizedReference.Values(p), v = QuantizedReference.Values(q);
            Func<int, int, BigInteger> function = reference(a, b, y, rule);
            int[] expected = [.. u.Select((value, i) => (int)BigInteger.Max(min, BigInteger.Min(max, function(value, v[isColumn ? i / columns % rows : i % columns]))))];
            QuantizedReference.Equal(expected, op.Apply(p, q), op.ToString());
        });
}

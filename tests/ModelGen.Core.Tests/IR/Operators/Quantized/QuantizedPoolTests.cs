using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using CsCheck;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Numerics;
using ModelGen.Tests;

namespace ModelGen.Core.Tests.IR.Operators.Quantized;

public class QuantizedPoolTests
{
    private static readonly Gen<Random> Draws = Gen.Int[0, 1 << 30].Select(seed => new Random(seed));

    [Fact]
    public void An_average_is_that_of_both_rules() => Draws.Check(
        300,
        random =>
        {
            RoundingRule rule = QuantizedReference.Rule(random);
            ElementType input = QuantizedReference.Element(random), element = rule == RoundingRule.TfLite ? input : QuantizedReference.Element(random);
            Quantization from = RandomQuantized.Quantization(random, input), to = rule == RoundingRule.TfLite ? from : RandomQuantized.Quantization(random, element);
            Size2D kernel = (random.Next(2, 4), random.Next(2, 4)), stride = (random.Next(1, 3), random.Next(1, 3));
            var pads = new Pads(random.Next(2), random.Next(2), random.Next(2), random.Next(2));
            bool countPadding = random.Next(2) == 0;
            Tensor x = QuantizedReference.Bytes(random, input, 2, random.Next(3, 7), random.Next(3, 7), 3);
            var op = new QuantizedAveragePool(kernel, stride, pads, countPadding, from, to, element, rule);
            Tensor y = op.Apply(x);
            int[] values = QuantizedReference.Values(x);
            int[] expected = [.. Enumerable.Range(0, y.Shape.ElementCount).Select(i =>
            {
                int c = i % 3, ow = i / 3 % y.Shape[2], oh = i / (3 * y.Shape[2]) % y.Shape[1], n = i / (3 * y.Shape[2] * y.Shape[1]);
                var window = new List<int>();
                for (int ih = 0; ih < x.Shape[1]; ih++)
                {
                    for (int iw = 0; iw < x.Shape[2]; iw++)
                    {
                        int h = ih + pads.Top - (oh * stride.Height), w = iw + pads.Left - (ow * stride.Width);
                        if (h >= 0 && w >= 0 && h < kernel.Height && w < kernel.Width)
                        {
                            window.Add(values[(((((n * x.Shape[1]) + ih) * x.Shape[2]) + iw) * 3) + c]);
                        }
                    }
                }

                return Average(window, countPadding ? kernel.Height * kernel.Width : window.Count, from, to, element, rule);
            })];
            QuantizedReference.Equal(expected, y, op.ToString());
        });

    [Fact]
    public void A_mean_of_planes_is_that_of_both_rules() => Draws.Check(
        500,
        random =>
        {
            RoundingRule rule = QuantizedReference.Rule(random);
            ElementType input = QuantizedReference.Element(random), element = QuantizedReference.Element(random);
            Quantization from = RandomQuantized.Quantization(random, input), to = RandomQuantized.Quantization(random, element);
            (int least, int greatest) = QuantizedReference.Range(element);
            int height = random.Next(1, 9), width = random.Next(1, 9), count = height * width;
            Tensor x = QuantizedReference.Bytes(random, input, 2, height, width, 3);
            var op = new QuantizedGlobalAveragePool(from, to, element, rule);
            int[] values = QuantizedReference.Values(x);
            int[] expected = [.. Enumerable.Range(0, 6).Select(i =>
            {
                int sum = Enumerable.Range(0, count).Sum(p => values[(i / 3 * count * 3) + (p * 3) + (i % 3)] - from.ZeroPoint);
                if (rule == RoundingRule.Onnx)
                {
                    return Math.Clamp(QuantizedReference.Magic(sum * (from.Scale / (to.Scale * count))) + to.ZeroPoint, least, greatest);
                }

                double ratio = (double)from.Scale / to.Scale;
                int exponent = Math.ILogB(ratio) + 1, more = Math.Min(BitOperations.Log2((uint)count), 31 + exponent);
                BigInteger mantissa = (new BigInteger(Math.Floor(Math.ScaleB(ratio, 31 - exponent) + 0.5)) << more) / count;
                return (int)BigInteger.Max(least, BigInteger.Min(greatest, QuantizedReference.Fixed(mantissa, exponent - more, sum) + to.ZeroPoint));
            })];
            QuantizedReference.Equal(expected, op.Apply(x), op.ToString());
        });

    [Fact]
    public void Averages_of_bytes_under_the_rule_of_TensorFlow_Lite_keep_their_quantization()
    {
        Quantization q = new(0.5f, 3);
        TensorType x = new(ElementType.UInt8, new Shape(1, 4, 4, 2));
        Assert.Null(new QuantizedAveragePool(2, 2, Pads.None, false, q, q, ElementType.UInt8, RoundingRule.TfLite).Infer([x]).Error);
        Assert.StartsWith("averages bytes under the rule of TensorFlow Lite", new QuantizedAveragePool(2, 2, Pads.None, false, q, q with { ZeroPoint = 4 }, ElementType.UInt8, RoundingRule.TfLite).Infer([x]).Error);
        OperatorAssert.Refuses("needs an image of shape (N, H, W, C), but got [4, 4].", new QuantizedGlobalAveragePool(q, q, ElementType.UInt8, RoundingRule.Onnx), x with { Shape = new Shape(4, 4) });
        Assert.Equal(
            "the sum of 4000×4000 elements can reach 4032000000, beyond the 2147483647 of an int32 accumulator.",
            new QuantizedGlobalAveragePool(q, q, ElementType.UInt8, RoundingRule.Onnx).Infer([x with { Shape = new Shape(1, 4000, 4000, 1) }]).Error);
    }

    private static int Average(List<int> window, int count, Quantization from, Quantization to, ElementType element, RoundingRule rule)
    {
        (int least, int greatest) = QuantizedReference.Range(element);
        if (rule == RoundingRule.Onnx)
        {
            float sum = window.Aggregate(0f, (s, v) => s + (from.Scale * (v - from.ZeroPoint)));
            return Math.Clamp(QuantizedReference.Magic((sum / count / to.Scale) + to.ZeroPoint), least, greatest);
        }

        int total = window.Sum() + ((count - window.Count) * from.ZeroPoint), twice = (2 * Math.Abs(total)) + count;
        return Math.Clamp(Math.Sign(total) * (twice / (2 * count)), least, greatest);
    }
}

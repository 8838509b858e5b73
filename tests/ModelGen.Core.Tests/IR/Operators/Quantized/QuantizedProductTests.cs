using System;
using System.Linq;
using CsCheck;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Numerics;
using ModelGen.Tests;

namespace ModelGen.Core.Tests.IR.Operators.Quantized;

public class QuantizedProductTests
{
    private static readonly Gen<Random> Draws = Gen.Int[0, 1 << 30].Select(seed => new Random(seed));

    /// <summary>The independent form asks for each element of the result which pairs of pixel and tap meet there.</summary>
    [Fact]
    public void A_convolution_is_its_integer_sum_requantized() => Draws.Check(
        300,
        random =>
        {
            int groups = random.Next(1, 4), perGroup = random.Next(1, 4), outs = random.Next(1, 4), kh = random.Next(1, 4), kw = random.Next(1, 4);
            Size2D stride = (random.Next(1, 4), random.Next(1, 4)), dilation = (random.Next(1, 3), random.Next(1, 3));
            var pads = new Pads(random.Next(3), random.Next(3), random.Next(3), random.Next(3));
            (Layer layer, Tensor x) = Layer.Draw(random, groups * outs, random.Next(1, 3), random.Next(5, 8), random.Next(5, 8), groups * perGroup);
            Tensor w = QuantizedReference.Weight(random, groups * outs, perGroup, kh, kw);
            var op = new QuantizedConv2D(stride, dilation, pads, groups, layer.X, layer.Y, layer.Element, layer.Min, layer.Max, layer.Rule);
            Tensor y = op.Apply(layer.Inputs(x, w));
            int[] values = QuantizedReference.Values(x), weight = QuantizedReference.Values(w);
            var expected = new int[y.Shape.ElementCount];
            for (int i = 0; i < expected.Length; i++)
            {
                int o = i % y.Shape[3], ow = i / y.Shape[3] % y.Shape[2], oh = i / (y.Shape[3] * y.Shape[2]) % y.Shape[1], n = i / (y.Shape[3] * y.Shape[2] * y.Shape[1]);
                long sum = 0;
                for (int ih = 0; ih < x.Shape[1]; ih++)
                {
                    for (int iw = 0; iw < x.Shape[2]; iw++)
                    {
                        int dh = ih + pads.Top - (oh * stride.Height), dw = iw + pads.Left - (ow * stride.Width);
                        if (dh < 0 || dw < 0 || dh % dilation.Height != 0 || dw % dilation.Width != 0 || dh / dilation.Height >= kh || dw / dilation.Width >= kw)
                        {
                            continue;
                        }

                        for (int c = 0; c < perGroup; c++)
                        {
                            int pixel = values[(((((n * x.Shape[1]) + ih) * x.Shape[2]) + iw) * x.Shape[3]) + (o / outs * perGroup) + c];
                            sum += (long)(pixel - layer.X.ZeroPoint) * weight[(((((o * perGroup) + c) * kh) + (dh / dilation.Height)) * kw) + (dw / dilation.Width)];
                        }
                    }
                }

                expected[i] = layer.Result(sum, o);
            }

            QuantizedReference.Equal(expected, y, op.ToString());
        });

    /// <summary>The independent form gathers where the operator scatters.</summary>
    [Fact]
    public void A_transposed_convolution_is_its_integer_sum_requantized() => Draws.Check(
        300,
        random =>
        {
            int groups = random.Next(1, 4), perGroup = random.Next(1, 3), outs = random.Next(1, 4), kh = random.Next(1, 4), kw = random.Next(1, 4);
            Size2D stride = (random.Next(1, 4), random.Next(1, 4)), dilation = (random.Next(1, 3), random.Next(1, 3)), extra = (random.Next(2) * (stride.Height - 1), 0);
            var pads = new Pads(random.Next(2), random.Next(2), 0, random.Next(2));
            (Layer layer, Tensor x) = Layer.Draw(random, groups * outs, random.Next(1, 3), random.Next(3, 6), random.Next(3, 6), groups * perGroup);
            Tensor w = QuantizedReference.Weight(random, groups * perGroup, outs, kh, kw);
            var op = new QuantizedConvTranspose2D(stride, dilation, pads, extra, groups, layer.X, layer.Y, layer.Element, layer.Min, layer.Max, layer.Rule);
            Tensor y = op.Apply(layer.Inputs(x, w));
            int[] values = QuantizedReference.Values(x), weight = QuantizedReference.Values(w);
            var expected = new int[y.Shape.ElementCount];
            for (int i = 0; i < expected.Length; i++)
            {
                int o = i % y.Shape[3], ow = i / y.Shape[3] % y.Shape[2], oh = i / (y.Shape[3] * y.Shape[2]) % y.Shape[1], n = i / (y.Shape[3] * y.Shape[2] * y.Shape[1]);
                long sum = 0;
                for (int h = 0; h < kh; h++)
                {
                    for (int v = 0; v < kw; v++)
                    {
                        int row = oh + pads.Top - (h * dilation.Height), column = ow + pads.Left - (v * dilation.Width);
                        if (row < 0 || column < 0 || row % stride.Height != 0 || column % stride.Width != 0 || row / stride.Height >= x.Shape[1] || column / stride.Width >= x.Shape[2])
                        {
                            continue;
                        }

                        for (int c = 0; c < perGroup; c++)
                        {
                            int channel = (o / outs * perGroup) + c;
                            int pixel = values[(((((n * x.Shape[1]) + (row / stride.Height)) * x.Shape[2]) + (column / stride.Width)) * x.Shape[3]) + channel];
                            sum += (long)(pixel - layer.X.ZeroPoint) * weight[(((((channel * outs) + (o % outs)) * kh) + h) * kw) + v];
                        }
                    }
                }

                expected[i] = layer.Result(sum, o);
            }

            QuantizedReference.Equal(expected, y, op.ToString());
        });

    [Fact]
    public void A_dense_layer_is_its_integer_sum_requantized() => Draws.Check(
        300,
        random =>
        {
            int depth = random.Next(1, 40), outs = random.Next(1, 9);
            (Layer layer, Tensor x) = Layer.Draw(random, outs, random.Next(2) == 0 ? [3, depth] : [2, 2, depth]);
            Tensor w = QuantizedReference.Weight(random, outs, depth);
            var op = new QuantizedDense(layer.X, layer.Y, layer.Element, layer.Min, layer.Max, layer.Rule);
            Tensor y = op.Apply(layer.Inputs(x, w));
            int[] values = QuantizedReference.Values(x), weight = QuantizedReference.Values(w);
            int[] expected = [.. Enumerable.Range(0, y.Shape.ElementCount).Select(i =>
                layer.Result(Enumerable.Range(0, depth).Sum(k => (long)(values[(i / outs * depth) + k] - layer.X.ZeroPoint) * weight[(i % outs * depth) + k]), i % outs))];
            QuantizedReference.Equal(expected, y, op.ToString());
            Assert.Equal((long)expected.Length * depth, op.Macs([x.Type, w.Type], y.Type));
        });

    [Fact]
    public void A_product_of_activations_is_its_integer_sum_requantized() => Draws.Check(
        300,
        random =>
        {
            int m = random.Next(1, 5), k = random.Next(1, 20), n = random.Next(1, 5);
            ElementType left = QuantizedReference.Element(random), right = QuantizedReference.Element(random), element = QuantizedReference.Element(random);
            Quantization a = RandomQuantized.Quantization(random, left), b = RandomQuantized.Quantization(random, right), to = RandomQuantized.Quantization(random, element);
            (int min, int max) = RandomQuantized.Clamp(random, element);
            RoundingRule rule = QuantizedReference.Rule(random);
            Tensor p = QuantizedReference.Bytes(random, left, 2, 1, m, k), q = QuantizedReference.Bytes(random, right, 3, k, n);
            var op = new QuantizedMatMul(a, b, to, element, min, max, rule);
            Tensor y = op.Apply(p, q);
            Assert.Equal(new Shape(2, 3, m, n), y.Shape);
            int[] x = QuantizedReference.Values(p), w = QuantizedReference.Values(q);
            int[] expected = [.. Enumerable.Range(0, y.Shape.ElementCount).Select(i =>
            {
                int column = i % n, row = i / n % m, inner = i / (n * m) % 3, outer = i / (n * m * 3);
                long sum = Enumerable.Range(0, k).Sum(d => (long)(x[(((outer * m) + row) * k) + d] - a.ZeroPoint) * (w[(((inner * k) + d) * n) + column] - b.ZeroPoint));
                return QuantizedReference.Requantize(rule, sum, a.Scale, b.Scale, to.Scale, to.ZeroPoint, min, max);
            })];
            QuantizedReference.Equal(expected, y, op.ToString());
        });

    [Fact]
    public void What_a_product_cannot_be_is_refused()
    {
        var q = new Quantization(0.5f, 3);
        var op = new QuantizedDense(q, q, ElementType.UInt8, 0, 255, RoundingRule.Onnx);
        TensorType x = new(ElementType.UInt8, new Shape(2, 4)), w = new(ElementType.Int8, new Shape(3, 4)), s = TensorType.Float(3), b = new(ElementType.Int32, new Shape(3));
        Assert.Equal(new TensorType(ElementType.UInt8, new Shape(2, 3)), op.Infer([x, w, s, b]).Type);
        OperatorAssert.Refuses("takes 3 to 4 inputs, but got 2.", op, x, w);
        OperatorAssert.Refuses("needs a u8 or i8 tensor as input 1, but got f32[2, 4].", op, TensorType.Float(2, 4), w, s);
        OperatorAssert.Refuses("needs an i8 weight, but got u8[2, 4].", op, x, x, s);
        OperatorAssert.Refuses("needs scales of type f32[3] as input 3, but got f32[4].", op, x, w, TensorType.Float(4));
        OperatorAssert.Refuses("needs a bias of type i32[3] as input 4, but got f32[3].", op, x, w, s, s);
        OperatorAssert.Refuses("an input of [2, 4] needs a weight of shape (out, 4), but it is [3, 5].", op, x, new TensorType(ElementType.Int8, new Shape(3, 5)), s);
        OperatorAssert.Refuses("the zero point of input 1 lies within -128 … 127 of i8, but it is 200.", op with { X = new Quantization(1, 200) }, x with { Element = ElementType.Int8 }, w, s);
        OperatorAssert.Refuses("the scale of the result is positive and finite, but it is 0.", op with { Y = new Quantization(0, 1) }, x, w, s);
        OperatorAssert.Refuses("yields u8 or i8, but was asked for the element type Int32.", op with { Element = ElementType.Int32 }, x, w, s);
        OperatorAssert.Refuses("clamps to 0 … 256, but the bounds ascend and lie within 0 … 255.", op with { Max = 256 }, x, w, s);
        OperatorAssert.Refuses("7 is no rounding rule.", op with { Rounding = (RoundingRule)7 }, x, w, s);
    }

    [Fact]
    public void Sums_of_activations_that_could_overflow_are_refused()
    {
        var op = new QuantizedMatMul(new Quantization(1, 0), new Quantization(1, 0), new Quantization(1, 0), ElementType.UInt8, 0, 255, RoundingRule.Onnx);
        Assert.Null(op.Infer([new(ElementType.UInt8, new Shape(1, 33025)), new(ElementType.UInt8, new Shape(33025, 1))]).Error);
        OperatorAssert.Refuses(
            "sums of 33026 products can reach 2147515650, beyond the 2147483647 of an int32 accumulator.",
            op,
            new TensorType(ElementType.UInt8, new Shape(1, 33026)),
            new TensorType(ElementType.UInt8, new Shape(33026, 1)));
    }

    private sealed record Layer(Quantization X, Quantization Y, ElementType Element, int Min, int Max, RoundingRule Rule, Tensor Scales, Tensor? Bias)
    {
        public static (Layer Layer, Tensor X) Draw(Random random, int channels, params int[] shape)
        {
            ElementType input = QuantizedReference.Element(random), element = QuantizedReference.Element(random);
            Quantization x = RandomQuantized.Quantization(random, input), y = RandomQuantized.Quantization(random, element);
            (int min, int max) = RandomQuantized.Clamp(random, element);
            Tensor? bias = random.Next(2) == 0 ? null : QuantizedReference.Bias(random, channels);
            var layer = new Layer(x, y, element, min, max, QuantizedReference.Rule(random), QuantizedReference.Scales(random, channels), bias);
            return (layer, QuantizedReference.Bytes(random, input, shape));
        }

        public Tensor[] Inputs(Tensor x, Tensor weight) => Bias is null ? [x, weight, Scales] : [x, weight, Scales, Bias];

        public int Result(long sum, int channel) =>
            QuantizedReference.Requantize(Rule, sum + (Bias?.Ints[channel] ?? 0), X.Scale, Scales.Floats[channel], Y.Scale, Y.ZeroPoint, Min, Max);
    }
}

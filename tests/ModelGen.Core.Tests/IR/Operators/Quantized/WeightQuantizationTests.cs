using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Numerics;
using ModelGen.Tests;

namespace ModelGen.Core.Tests.IR.Operators.Quantized;

public class WeightQuantizationTests
{
    [Fact]
    public void Each_slice_has_its_own_scale()
    {
        Tensor weight = OperatorAssert.Of([2, 3], 1, -254, 3, 1e-38f, 0, -1e-39f);
        Assert.Equal([2, 1], new WeightScale(0).Apply(weight).Floats);
        Assert.Equal([1 / 127f, 2, 3 / 127f], new WeightScale(1).Apply(weight).Floats);
        Assert.Equal(new sbyte[] { 0, -127, 2, 0, 0, 0 }, new QuantizeWeight(0).Apply(weight, OperatorAssert.Of([2], 2, 1)).SignedBytes);
        Assert.Equal(new sbyte[] { 127, 127 }, new QuantizeWeight(0).Apply(OperatorAssert.Of([2, 1], 300, 127.4f), OperatorAssert.Of([2], 2, 1)).SignedBytes);
    }

    [Fact]
    public void A_quantized_weight_is_within_half_a_step() => Gen.Select(Gen.Int[0, 1 << 30], Gen.Int[0, 2]).Check(
        100,
        (seed, axis) =>
        {
            var random = new Random(seed);
            Tensor weight = new(new Shape(3, 4, 5), [.. Enumerable.Range(0, 60).Select(_ => (random.NextSingle() - 0.5f) * MathF.Exp(random.Next(-9, 9)))]);
            float[] scales = new WeightScale(axis).Apply(weight).Floats;
            sbyte[] quantized = new QuantizeWeight(axis).Apply(weight, new Tensor(new Shape(scales.Length), scales)).SignedBytes;
            int inner = weight.Shape.Strides()[axis];
            for (int slice = 0; slice < scales.Length; slice++)
            {
                int[] own = [.. Enumerable.Range(0, 60).Where(i => i / inner % scales.Length == slice)];
                Assert.Equal(127, own.Max(i => Math.Abs((int)quantized[i])));
                Assert.All(own, i => Assert.InRange((quantized[i] * scales[slice]) - weight.Floats[i], -0.5001f * scales[slice], 0.5001f * scales[slice]));
            }
        });

    [Fact]
    public void Weights_that_are_not_finite_are_named()
    {
        var e = Assert.Throws<QuantizationException>(() => new WeightScale(0).Apply(OperatorAssert.Of([2, 1], 1, float.NaN)));
        Assert.Equal("Channel 1 of the weight f32[2, 1] holds NaN, which has no scale: the weights must be finite.", e.Message);
        Assert.Throws<QuantizationException>(() => new QuantizeWeight(0).Apply(OperatorAssert.Of([1, 1], 0), OperatorAssert.Of([1], 0)));
    }

    [Fact]
    public void A_bias_is_counted_in_units_of_both_scales()
    {
        Assert.Equal([2, -2, 4], new QuantizeBias(0.5f).Apply(OperatorAssert.Of([3], 2.5f, -2.5f, 3.5f), OperatorAssert.Of([3], 2, 2, 2)).Ints);
        Assert.Equal([int.MinValue], new QuantizeBias(1).Apply(OperatorAssert.Of([1], -2147483648f), OperatorAssert.Of([1], 1)).Ints);
        Assert.Contains(
            "channel 1 is 2147483648", Assert.Throws<QuantizationException>(() => new QuantizeBias(1).Apply(OperatorAssert.Of([2], 0, 2147483648f), OperatorAssert.Of([2], 1, 1))).Message, StringComparison.Ordinal);
        OperatorAssert.Refuses("needs a bias of one axis and as many scales, but they are [2] and [3].", new QuantizeBias(1), TensorType.Float(2), TensorType.Float(3));
        OperatorAssert.Refuses("the scale of the input is positive and finite, but it is NaN.", new QuantizeBias(float.NaN), TensorType.Float(2), TensorType.Float(2));
    }

    /// <summary>Starting from it, products of raw unsigned bytes add up to bias + Σ(x − zero point) · w.</summary>
    [Fact]
    public void An_accumulator_of_raw_bytes_starts_from_the_bias_with_the_zero_point() => Gen.Int[0, 1 << 30].Check(
        300,
        seed =>
        {
            var random = new Random(seed);
            ElementType element = QuantizedReference.Element(random);
            Quantization q = RandomQuantized.Quantization(random, element);
            int outs = random.Next(1, 5), depth = random.Next(1, 30);
            Tensor w = QuantizedReference.Weight(random, outs, depth, 2), bias = QuantizedReference.Bias(random, outs), x = QuantizedReference.Bytes(random, element, depth, 2);
            bool hasBias = random.Next(2) == 0;
            int[] start = new QuantizedBias(q, element, 1).Apply(hasBias ? [w, bias] : [w]).Ints;
            int[] values = QuantizedReference.Values(x), weight = QuantizedReference.Values(w);
            for (int o = 0; o < outs; o++)
            {
                int raw = start[o], expected = hasBias ? bias.Ints[o] : 0;
                for (int k = 0; k < depth * 2; k++)
                {
                    raw += (values[k] + (element == ElementType.Int8 ? 128 : 0)) * weight[(o * depth * 2) + k];
                    expected += (values[k] - q.ZeroPoint) * weight[(o * depth * 2) + k];
                }

                Assert.Equal(expected, raw);
            }
        });

    [Fact]
    public void Sums_that_could_overflow_are_named_with_their_layer()
    {
        var q = new Quantization(1, 0);
        var weight = new Tensor(new Shape(2, 2), new sbyte[] { 1, 1, 127, -127 });
        Tensor Bias(int value) => new(new Shape(2), new[] { 0, value });
        Assert.Equal([0, int.MaxValue - (254 * 255)], new QuantizedBias(q, ElementType.UInt8, 1).Apply(weight, Bias(int.MaxValue - (254 * 255))).Ints);
        var builder = new GraphBuilder("Net");
        int w = builder.Add(new QuantizeWeight(0), builder.Parameter("fc.weight", TensorType.Float(2, 2)), builder.Parameter("fc.scale", TensorType.Float(2)));
        int bias = builder.Add(new QuantizeBias(1), builder.Parameter("fc.bias", TensorType.Float(2)), builder.Parameter("fc.scale", TensorType.Float(2)));
        builder.Output("y", builder.Add("fc", new QuantizedBias(q, ElementType.UInt8, 1), w, bias));
        var parameters = new Dictionary<string, Tensor>
        {
            ["fc.weight"] = OperatorAssert.Of([2, 2], 1, 1, 127, -127),
            ["fc.scale"] = OperatorAssert.Of([2], 1, 1),
            ["fc.bias"] = OperatorAssert.Of([2], 0, 2147483520f),
        };
        Assert.Equal(
            "fc: The sums of channel 1 can reach 2147548290, beyond the 2147483647 of an int32 accumulator (bias 2147483520, magnitudes of 2 weights 254, of the input 255): keep this layer in f32 with [Precision(F32)].",
            Assert.Throws<QuantizationException>(() => GraphInterpreter.Run(builder.Build(), new Dictionary<string, Tensor>(), parameters)).Message);
        Assert.Throws<QuantizationException>(() => new QuantizedBias(q, ElementType.UInt8, 1).Apply(weight, Bias(int.MinValue)));
        OperatorAssert.Refuses("sums an i8 weight from axis 3 on, at least 1 and at most its rank, but got i8[2, 2].", new QuantizedBias(q, ElementType.UInt8, 3), weight.Type);
        OperatorAssert.Refuses("needs a bias of type i32[2], but got f32[2].", new QuantizedBias(q, ElementType.UInt8, 1), weight.Type, TensorType.Float(2));
    }
}

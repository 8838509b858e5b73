using System;
using System.Collections.Generic;
using ModelGen.Calibration;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Numerics;

namespace ModelGen.Core.Tests.IR;

/// <summary>Draws quantized operators with the operators that make their operands.</summary>
/// <param name="Rules">The rounding rules to draw from.</param>
/// <param name="Elements">The element types of activations to draw from.</param>
internal sealed record RandomQuantized(IReadOnlyList<RoundingRule> Rules, IReadOnlyList<ElementType> Elements)
{
    /// <summary>Everything that there is.</summary>
    public static RandomQuantized Any { get; } = new([RoundingRule.Onnx, RoundingRule.TfLite], [ElementType.UInt8, ElementType.Int8]);

    /// <summary>A scale and a zero point that tensors of small numbers may have.</summary>
    public static Quantization Quantization(Random random, ElementType element)
    {
        int least = AffineRange.Minimum(element);
        float scale = random.Next(4) == 0 ? MathF.Pow(2, random.Next(-7, -3)) : MathF.Exp(-5 + (random.NextSingle() * 3));
        return new Quantization(scale, random.Next(6) switch { 0 => least, 1 => least + 255, 2 => 0, _ => random.Next(least, least + 256) });
    }

    /// <summary>An ascending pair of quantized values, often the whole range.</summary>
    public static (int Min, int Max) Clamp(Random random, ElementType element)
    {
        int least = AffineRange.Minimum(element), a = random.Next(least, least + 256), b = random.Next(least, least + 256);
        return random.Next(2) == 0 ? (least, least + 255) : (Math.Min(a, b), Math.Max(a, b));
    }

    /// <summary>A quantized operator over <paramref name="x"/>, which its shape rule may refuse; null where the name is that of another one.</summary>
    public (Operator Operator, int[] Inputs)? Draw(Random random, string name, GraphBuilder builder, int x, int y)
    {
        ElementType element = Pick(random, Elements), input = builder.TypeOf(x).Element is ElementType.Float32 or ElementType.Int32 ? Pick(random, Elements) : builder.TypeOf(x).Element;
        RoundingRule rounding = Pick(random, Rules);
        Quantization qx = Quantization(random, input), qy = Quantization(random, element);
        (int min, int max) = Clamp(random, element);
        Shape shape = builder.TypeOf(x).Shape;
        int channels = shape.Rank == 0 ? 1 : shape[-1], groups = random.Next(3) == 0 ? channels : 1, outputs = groups * random.Next(1, 4);
        Size2D kernel = (random.Next(1, 4), random.Next(1, 4)), stride = (random.Next(1, 3), random.Next(1, 3)), dilation = (random.Next(1, 3), random.Next(1, 3));
        var pads = new Pads(random.Next(3), random.Next(3), random.Next(3), random.Next(3));
        switch (name)
        {
            case nameof(Quantize): return (new Quantize(qy, element, rounding), [x]);
            case nameof(Dequantize): return (new Dequantize(qx), [Bytes(x, qx, input)]);
            case nameof(Requantize): return (new Requantize(qx, qy, element, rounding), [Bytes(x, qx, input)]);
            case nameof(QuantizedUnary): return (new QuantizedUnary(Pick<UnaryOperator>(random, [new Sigmoid(), new LeakyRelu(0.1f), new Tanh(), new HardSwish(), new Clip(-1, 1)]), qx, qy, element, rounding), [Bytes(x, qx, input)]);
            case nameof(WeightScale): return (new WeightScale(random.Next(2)), [P(4, 3)]);
            case nameof(FixedPointFactor): return (new FixedPointFactor(qx.Scale, qy.Scale, (FixedPointPart)random.Next(2)), [builder.Add(new WeightScale(0), P(4, 3))]);
            case nameof(QuantizeWeight): return (new QuantizeWeight(0), WeightInputs(4, 3));
            case nameof(QuantizeBias): return (new QuantizeBias(qx.Scale), [P(4), builder.Add(new WeightScale(0), P(4, 3))]);
            case nameof(QuantizedBias):
                int[] weight = WeightInputs(4, 3);
                int quantized = builder.Add(new QuantizeWeight(0), weight);
                return (new QuantizedBias(qx, input, 1), random.Next(2) == 0 ? [quantized] : [quantized, builder.Add(new QuantizeBias(qx.Scale), P(4), weight[1])]);
            case nameof(QuantizedConv2D):
                return (new QuantizedConv2D(stride, dilation, pads, groups, qx, qy, element, min, max, rounding), Product([outputs, channels / groups, kernel.Height, kernel.Width], 0));
            case nameof(QuantizedConvTranspose2D):
                return (new QuantizedConvTranspose2D(stride, dilation, pads, (random.Next(2), random.Next(2)), 1, qx, qy, element, min, max, rounding), Product([channels, outputs, kernel.Height, kernel.Width], 1));
            case nameof(QuantizedDense): return (new QuantizedDense(qx, qy, element, min, max, rounding), Product([3, channels], 0));
            case nameof(QuantizedMatMul):
                return (new QuantizedMatMul(qx, qx, qy, element, min, max, rounding), [Bytes(x, qx, input), builder.Add(new Quantize(qx, input, RoundingRule.Onnx), P(channels, 2))]);
            case nameof(QuantizedAdd): return (new QuantizedAdd(qx, Second(), qy, element, min, max, rounding), [Bytes(x, qx, input), Bytes(y, Second(), Other())]);
            case nameof(QuantizedMul): return (new QuantizedMul(qx, Second(), qy, element, min, max, rounding), [Bytes(x, qx, input), Bytes(y, Second(), Other())]);
            case nameof(QuantizedBinary):
                // No divisor is 0: 0 / 0 is a NaN, of which ONNX Runtime makes another byte (docs/numerics.md).
                BinaryOperator function = Pick<BinaryOperator>(random, rounding == RoundingRule.Onnx ? [new Sub(), new Div(), new Max(), new Min()] : [new Sub(), new Max(), new Min()]);
                if (function is Div && builder.TypeOf(y).Element != ElementType.Float32)
                {
                    function = new Sub();
                }

                int second = function is Div ? builder.Add(new Add(), builder.Add(new Sigmoid(), y), builder.Add(Literal.Scalar(1))) : y;
                bool isOfBytes = rounding == RoundingRule.TfLite && function is (Max or Min);
                (Quantization b2, Quantization y2, ElementType e2) = isOfBytes ? (qx, qx, input) : (Second(), qy, element);
                (int min2, int max2) = isOfBytes ? Clamp(random, input) : (min, max);
                return (new QuantizedBinary(function, qx, b2, y2, e2, min2, max2, rounding), [Bytes(x, qx, input), Bytes(second, b2, isOfBytes ? input : Other())]);
            case nameof(QuantizedAveragePool):
                (Quantization y1, ElementType e1) = rounding == RoundingRule.TfLite ? (qx, input) : (qy, element);
                return (new QuantizedAveragePool(kernel, stride, pads, random.Next(2) == 0, qx, y1, e1, rounding), [Bytes(x, qx, input)]);
            case nameof(QuantizedGlobalAveragePool): return (new QuantizedGlobalAveragePool(qx, qy, element, rounding), [Bytes(x, qx, input)]);
            default: return null;
        }

        int P(params int[] extents) => builder.Parameter($"q{builder.Build().Nodes.Count}", TensorType.Float(extents));

        int Bytes(int id, Quantization quantization, ElementType as8) =>
            builder.TypeOf(id).Element == ElementType.Float32 ? builder.Add(new Quantize(quantization, as8, RoundingRule.Onnx), id) : id;

        ElementType Other() => builder.TypeOf(y).Element is ElementType.Float32 or ElementType.Int32 ? element : builder.TypeOf(y).Element;

        Quantization Second() => new(qx.Scale * 1.25f, Other() == ElementType.UInt8 ? 131 : -3);

        int[] WeightInputs(params int[] extents)
        {
            int weight = P(extents);
            return [weight, builder.Add(new WeightScale(0), weight)];
        }

        int[] Product(int[] extents, int axis)
        {
            int real = P(extents), scales = builder.Add(new WeightScale(axis), real);
            int[] inputs = [Bytes(x, qx, input), builder.Add(new QuantizeWeight(axis), real, scales), scales];
            return random.Next(2) == 0 ? inputs : [.. inputs, builder.Add(new QuantizeBias(qx.Scale), P(extents[axis]), scales)];
        }
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];
}

using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Calibration;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Numerics;

namespace ModelGen.Compiler.Tests.Backends.Npu;

/// <summary>A graph of quantized operators, drawn at random, with values for its inputs and parameters.</summary>
internal sealed class NpuGraph
{
    private static readonly UnaryOperator[] Functions = [new Sigmoid(), new Tanh(), new HardSwish(), new Relu(), new LeakyRelu(0.1f), new Silu()];

    private readonly GraphBuilder builder = new("net");
    private readonly Dictionary<string, Tensor> inputs = [];
    private readonly Dictionary<string, Tensor> parameters = [];
    private int outputs;

    public NpuGraph(int seed)
    {
        Random = new Random(seed);
        Rounding = Random.Next(2) == 0 ? RoundingRule.Onnx : RoundingRule.TfLite;
        Element = Random.Next(2) == 0 ? ElementType.UInt8 : ElementType.Int8;
        HasNarrowWeights = seed % 2 == 1;
    }

    public Random Random { get; }

    public RoundingRule Rounding { get; init; }

    public ElementType Element { get; init; }

    /// <summary>Whether small weights are more frequent than large ones, so that streams of them are shorter.</summary>
    public bool HasNarrowWeights { get; init; }

    public IReadOnlyDictionary<string, Tensor> Inputs => inputs;

    public IReadOnlyDictionary<string, Tensor> Parameters => parameters;

    public int Least => AffineRange.Minimum(Element);

    public Graph Build() => builder.Build();

    public Shape ShapeOf(int value) => builder.TypeOf(value).Shape;

    /// <summary>An input of bytes, those at the ends of the range among them.</summary>
    public int Input(params int[] extents)
    {
        Tensor tensor = Bytes(new Shape(extents));
        string name = "x" + inputs.Count;
        inputs.Add(name, tensor);
        return builder.Input(name, tensor.Type);
    }

    /// <summary>Other values for all inputs.</summary>
    public IReadOnlyDictionary<string, Tensor> OtherInputs() => inputs.ToDictionary(i => i.Key, i => Bytes(i.Value.Type.Shape));

    private Tensor Bytes(Shape shape)
    {
        byte[] values = [.. Enumerable.Range(0, shape.ElementCount).Select(_ => Random.Next(6) switch { 0 => (byte)(Element == ElementType.UInt8 ? 0 : 128), 1 => (byte)(Element == ElementType.UInt8 ? 255 : 127), _ => (byte)Random.Next(256) })];
        return Element == ElementType.UInt8 ? new Tensor(shape, values) : new Tensor(shape, [.. values.Select(v => unchecked((sbyte)v))]);
    }

    /// <summary>A quantization: now and then a power of two as its scale, so that halves occur, or a zero point at an end.</summary>
    public Quantization Quantization() => new(
        Random.Next(4) == 0 ? MathF.Pow(2, Random.Next(-6, 0)) : MathF.Pow(2, -1 - (5 * Random.NextSingle())),
        Least + (Random.Next(4) switch { 0 => 0, 1 => 255, _ => Random.Next(256) }));

    /// <summary>Bounds of a result: half the time all bytes.</summary>
    public (int Min, int Max) Bounds() => Random.Next(2) == 0 ? (Least, Least + 255) : (Least + Random.Next(0, 100), Least + Random.Next(100, 256));

    public int Add(Operator op, params int[] operands) => builder.Add("layer", op, operands);

    public int Result(int value)
    {
        builder.Output("y" + outputs++, value);
        return value;
    }

    public int Parameter(params int[] extents)
    {
        var shape = new Shape(extents);
        string path = "p" + parameters.Count;
        parameters.Add(path, new Tensor(shape, [.. Enumerable.Range(0, shape.ElementCount).Select(_ => (Random.NextSingle() * 2) - 1).Select(w => HasNarrowWeights ? w * (1 + (31 * w * w * w * w)) / 32 : w)]));
        return builder.Parameter(path, TensorType.Float(extents));
    }

    /// <summary>A layer's operands behind its input: quantized weights, their scales, half the time a bias.</summary>
    public int[] Weights(int channels, Quantization x, int axis, params int[] extents)
    {
        int weight = Parameter(extents), scales;
        if (extents[axis] == channels)
        {
            scales = Add(new WeightScale(axis), weight);
        }
        else
        {
            // A grouped transposed convolution has a scale for each channel of all groups: those of one group, repeated.
            int one = Add(new WeightScale(axis), weight);
            scales = Add(new Concat(0), [.. Enumerable.Repeat(one, channels / extents[axis])]);
            weight = Add(new QuantizeWeight(axis), weight, one);
            return [weight, scales, .. Bias(channels, x, scales)];
        }

        return [Add(new QuantizeWeight(axis), weight, scales), scales, .. Bias(channels, x, scales)];
    }

    public int Convolution(int input, int outputs, Size2D kernel, Size2D stride, Size2D dilation, Pads pads, int groups)
    {
        Quantization x = Quantization();
        (int min, int max) = Bounds();
        return Add(
            new QuantizedConv2D(stride, dilation, pads, groups, x, Quantization(), Element, min, max, Rounding),
            [input, .. Weights(outputs, x, 0, outputs, ShapeOf(input)[3] / groups, kernel.Height, kernel.Width)]);
    }

    public int TransposedConvolution(int input, int outputs, Size2D kernel, Size2D stride, Size2D dilation, Pads pads, Size2D outputPadding, int groups)
    {
        Quantization x = Quantization();
        (int min, int max) = Bounds();
        return Add(
            new QuantizedConvTranspose2D(stride, dilation, pads, outputPadding, groups, x, Quantization(), Element, min, max, Rounding),
            [input, .. Weights(outputs, x, 1, ShapeOf(input)[3], outputs / groups, kernel.Height, kernel.Width)]);
    }

    public int Dense(int input, int outputs)
    {
        Quantization x = Quantization();
        (int min, int max) = Bounds();
        return Add(new QuantizedDense(x, Quantization(), Element, min, max, Rounding), [input, .. Weights(outputs, x, 0, outputs, ShapeOf(input)[-1])]);
    }

    public int MatMul(int a, int b)
    {
        (int min, int max) = Bounds();
        return Add(new QuantizedMatMul(Quantization(), Quantization(), Quantization(), Element, min, max, Rounding), a, b);
    }

    public int Binary(int a, int b)
    {
        (int min, int max) = Bounds();
        Quantization x = Quantization(), y = Quantization(), z = Quantization();
        return Add(
            Random.Next(Rounding == RoundingRule.Onnx ? 4 : 5) switch
            {
                0 => new QuantizedAdd(x, y, z, Element, min, max, Rounding),
                1 => new QuantizedMul(x, y, z, Element, min, max, Rounding),
                2 => Extreme(new Max()),
                3 => Extreme(new Min()),
                _ => new QuantizedBinary(new Sub(), x, y, z, Element, min, max, Rounding),
            },
            a, b);

        // TensorFlow Lite compares bytes of one quantization; ONNX any, among them often the result's.
        Operator Extreme(BinaryOperator function) => Rounding == RoundingRule.TfLite || Random.Next(4) == 0
            ? new QuantizedBinary(function, z, z, z, Element, min, max, Rounding)
            : new QuantizedBinary(function, x, Random.Next(2) == 0 ? y : z, z, Element, min, max, Rounding);
    }

    /// <summary>A difference or quotient under ONNX's rule, which the NPU has no function for.</summary>
    public int BinaryOfHost(int a, int b, BinaryOperator function) =>
        Add(new QuantizedBinary(function, Quantization(), Quantization(), Quantization(), Element, Least, Least + 255, RoundingRule.Onnx), a, b);

    public int Table(int x) => Add(
        Random.Next(2) == 0
            ? new Requantize(Quantization(), Quantization(), Element, Rounding)
            : new QuantizedUnary(Functions[Random.Next(Functions.Length)], Quantization(), Quantization(), Element, Rounding),
        x);

    public int Average(int x, Size2D kernel, Size2D stride, Pads pads, bool countPadding)
    {
        Quantization from = Quantization(), to = Rounding == RoundingRule.Onnx ? Quantization() : from;
        return Add(new QuantizedAveragePool(kernel, stride, pads, countPadding, from, to, Element, Rounding), x);
    }

    public int Mean(int x) => Add(new QuantizedGlobalAveragePool(Quantization(), Quantization(), Element, Rounding), x);

    private int[] Bias(int channels, Quantization x, int scales) => Random.Next(2) == 0 ? [] : [Add(new QuantizeBias(x.Scale), Parameter(channels), scales)];
}

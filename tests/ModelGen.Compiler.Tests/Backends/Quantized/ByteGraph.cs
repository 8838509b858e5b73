using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Calibration;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Planning;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Numerics;

namespace ModelGen.Compiler.Tests.Backends.Quantized;

/// <summary>A graph of independent operators on bytes, drawn at random, with values for its inputs and parameters.</summary>
internal sealed class ByteGraph(int seed)
{
    private static readonly Operator[] Functions = [new Sigmoid(), new Tanh(), new HardSwish(), new Relu(), new LeakyRelu(0.1f), new Silu(), new Exp()];

    private readonly GraphBuilder builder = new("bytes");
    private readonly Dictionary<string, Tensor> inputs = [];
    private readonly Dictionary<string, Tensor> parameters = [];
    private int outputs;

    public Random Random { get; } = new(seed);

    /// <summary>The rule of the operators.</summary>
    public RoundingRule Rounding { get; init; }

    /// <summary>The element type of bytes: kernels compute on unsigned ones, and graphs of signed ones are rewritten before.</summary>
    public ElementType Element { get; init; } = ElementType.UInt8;

    /// <summary>Whether operators on unsigned bytes are those that stand for signed ones.</summary>
    public bool IsShifted { get; init; }

    private int Least => AffineRange.Minimum(Element);

    public Shape ShapeOf(int value) => builder.TypeOf(value).Shape;

    /// <summary>An input of bytes, those at the ends of the range among them.</summary>
    public int Input(params int[] extents)
    {
        var shape = new Shape(extents);
        byte[] values = [.. Enumerable.Range(0, shape.ElementCount).Select(_ => Random.Next(4) switch { 0 => (byte)Least, 1 => (byte)(Least + 255), _ => (byte)Random.Next(256) })];
        return Input(Element == ElementType.Int8 ? new Tensor(shape, Array.ConvertAll(values, b => (sbyte)b)) : new Tensor(shape, values));
    }

    public int Input(Tensor values)
    {
        string name = "x" + inputs.Count;
        inputs.Add(name, values);
        return builder.Input(name, values.Type);
    }

    /// <summary>A trained tensor of single precision, from −1 to 1.</summary>
    public int Parameter(params int[] extents)
    {
        var shape = new Shape(extents);
        string path = "p" + parameters.Count;
        parameters.Add(path, new Tensor(shape, [.. Enumerable.Range(0, shape.ElementCount).Select(_ => (Random.NextSingle() * 2) - 1)]));
        return builder.Parameter(path, TensorType.Float(extents));
    }

    /// <summary>A quantization: one in four has a power of two as its scale, so that halves occur, or a zero point at an end.</summary>
    public Quantization Quantization() => new(
        Random.Next(4) == 0 ? MathF.Pow(2, Random.Next(-6, 0)) : MathF.Pow(2, -1 - (5 * Random.NextSingle())),
        Least + Random.Next(4) switch { 0 => 0, 1 => 255, _ => Random.Next(256) });

    /// <summary>Bounds of a result: half the time all bytes.</summary>
    public (int Min, int Max) Bounds() => Random.Next(2) == 0 ? (Least, Least + 255) : (Least + Random.Next(0, 100), Least + Random.Next(100, 256));

    public QuantizedBinaryOperator Binary()
    {
        (int min, int max) = Bounds();
        int kind = Random.Next(6);
        if (kind < 4)
        {
            return kind < 2
                ? new QuantizedAdd(Quantization(), Quantization(), Quantization(), Element, min, max, Rounding) { IsShifted = IsShifted }
                : new QuantizedMul(Quantization(), Quantization(), Quantization(), Element, min, max, Rounding) { IsShifted = IsShifted };
        }

        BinaryOperator function = Random.Next(4) switch { 0 => new Max(), 1 => new Min(), 2 when Rounding == RoundingRule.Onnx => new Div(), _ => new Sub() };
        Quantization a = Quantization();
        return Rounding == RoundingRule.TfLite && function is (Max or Min)
            ? new QuantizedBinary(function, a, a, a, Element, min, max, Rounding)
            : new QuantizedBinary(function, a, Quantization(), Quantization(), Element, min, max, Rounding);
    }

    public TableOperator Table() => Random.Next(2) == 0
        ? new Requantize(Quantization(), Quantization(), Element, Rounding)
        : new QuantizedUnary((UnaryOperator)Functions[Random.Next(Functions.Length)], Quantization(), Quantization(), Element, Rounding);

    public int Add(Operator op, params int[] operands) => builder.Add(op, operands);

    /// <summary>Adds an operator and makes it a result.</summary>
    public int Result(Operator op, params int[] operands)
    {
        int id = builder.Add(op, operands);
        builder.Output("y" + outputs++, id);
        return id;
    }

    /// <summary>Lets a value, an image of at least two channels, lie in planes with a halo of a zero point.</summary>
    public void Surround(int image, int? zeroPoint = null)
    {
        int channels = ShapeOf(image)[3];
        Result(
            new QuantizedConv2D(1, 1, new Pads(1, 2, 1, 2), channels, zeroPoint is { } zero ? new(0.5f, zero) : Quantization(), new(0.5f, 99), Element, Least, Least + 255, RoundingRule.Onnx),
            [image, .. Weight(channels, 1, 1, 1)]);
    }

    /// <summary>A quantized weight and its scales.</summary>
    public int[] Weight(params int[] extents)
    {
        int weight = Parameter(extents), scales = Add(new WeightScale(0), weight);
        return [Add(new QuantizeWeight(0), weight, scales), scales];
    }

    /// <summary>Compares every execution with the reference, bit for bit, in shared buffers.</summary>
    /// <param name="passes">What rewrites the graph before it is compiled, if anything does.</param>
    public void Check(params IReadOnlyList<IPass> passes)
    {
        Graph graph = builder.Build();
        PipelineResult result = Pipeline.Run(graph, passes);
        Assert.Empty(result.Failures);
        Assert.Empty(CpuSupport.Check(result.Graph));
        BackendCheck.Compare(graph, inputs, parameters, 0, $"seed {seed}", MemoryPlanner.Plan(result.Graph, new CpuPlanningRules(result.Graph)), result.Graph);
    }
}

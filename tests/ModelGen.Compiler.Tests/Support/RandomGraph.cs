using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Tests.Support;

/// <summary>
/// A random graph over all operators, from a seed. Values stay moderate (what would overflow or divide by nearly nothing is clamped), so
/// that a rewritten graph can be compared with the original within a tolerance. Shapes and attributes are chosen so that rules meet what
/// they look for: neutral literals, inverse transposes, per-channel constants, pads of zeros.
/// </summary>
internal sealed class RandomGraph
{
    private const int MaxElements = 1500;

    private readonly Random random;
    private readonly GraphBuilder builder = new("random");
    private readonly List<int> values = [];
    private readonly int indices;
    private int parameters;

    private RandomGraph(int seed)
    {
        random = new Random(seed);
        int batch = Pick(1, 1, 2), height = random.Next(3, 8), width = random.Next(3, 8), channels = random.Next(1, 5);
        values.Add(builder.Input("image", TensorType.Float(batch, height, width, channels)));
        int bytes = builder.Input("bytes", new TensorType(ElementType.UInt8, new Shape(batch, height, width, channels)));
        values.Add(builder.Add(new Cast(ElementType.Float32), bytes));
        values.Add(builder.Input("vector", TensorType.Float(batch, random.Next(1, 12))));
        indices = builder.Input("indices", new TensorType(ElementType.Int32, new Shape(random.Next(1, 4))));
    }

    /// <summary>A graph of about <paramref name="size"/> operations besides its constants.</summary>
    public static Graph Create(int seed, int size)
    {
        var graph = new RandomGraph(seed);
        while (graph.values.Count < size + 3)
        {
            graph.Step();
        }

        for (int i = 0, count = graph.random.Next(1, 4); i < count; i++)
        {
            graph.builder.Output("output" + i, i == 0 ? graph.values[^1] : graph.Pick(graph.values));
        }

        return graph.builder.Build();
    }

    private void Step()
    {
        int x = random.Next(3) == 0 ? Pick(values) : values[^Math.Min(values.Count, random.Next(1, 4))];
        int rank = Shape(x).Rank;
        int? added = random.Next(26) switch
        {
            0 or 1 or 2 => Unary(x),
            3 or 4 or 5 or 6 => Binary(x),
            7 or 8 when rank == 4 => Convolution(x),
            9 when rank == 4 => TransposedConvolution(x),
            10 or 11 when rank == 4 => Pooling(x),
            12 when rank >= 1 => Dense(x),
            13 when rank >= 2 => Product(x),
            14 or 15 when rank >= 1 => Normalisation(x),
            16 when rank >= 1 => Try(new Softmax(random.Next(rank)), x),
            17 when rank >= 1 => Try(new Concat(random.Next(rank)), [x, .. SameShape(x)]),
            18 when rank >= 1 => Slice(x),
            19 when rank >= 1 => Pad(x),
            20 => Reshape(x),
            21 or 22 when rank >= 1 => Transpose(x),
            23 when rank >= 1 => Reduction(x),
            24 when rank == 4 => Try(new Resize(Pick(Shape(x)[1], 4, 7), Pick(Shape(x)[2], 3, 6), Pick(ResizeMode.Nearest, ResizeMode.Bilinear), Pick(ResizeCoordinates.HalfPixel, ResizeCoordinates.AlignCorners)), x),
            25 when rank >= 1 && Shape(x)[0] >= 3 => Try(new Gather(0), x, indices),
            _ => null,
        };
        if (added is { } id && Shape(id).ElementCount <= MaxElements)
        {
            values.Add(id);
        }
    }

    private int? Unary(int x)
    {
        if (random.Next(8) == 0)
        {
            int factor = builder.Add(Pick<Operator>(new Sigmoid(), new HardSigmoid()), x);
            return Try(new Mul(), x, factor);
        }

        Operator op = Pick<Operator>(
            new Relu(), new Relu(), new Relu6(), new LeakyRelu(Pick(0.1f, 1f)), new Clip(0, float.PositiveInfinity), new Clip(-1, 4), new Clip(0, 6), new Sigmoid(),
            new Tanh(), new Silu(), new HardSigmoid(), new HardSwish(), new Gelu(true), new Gelu(false), new Exp(), new Sqrt(), new Negate(), new Abs());
        return op switch
        {
            Exp => Try(op, builder.Add(new Clip(-2, 2), x)),
            Sqrt => Try(op, builder.Add(new Clip(0.25f, 9), x)),
            _ => Try(op, x),
        };
    }

    private int? Binary(int x)
    {
        int other = random.Next(7) switch
        {
            0 => builder.Add(Literal.Scalar(Pick(0f, 1f, 2f, -0.5f))),
            1 => builder.Add(new Literal(new Shape(1), new[] { Pick(0f, 1f, 3f) })),
            2 when Shape(x).Rank >= 1 => Parameter(Shape(x)[-1]),
            3 when Shape(x).Rank >= 1 => Parameter([.. Enumerable.Repeat(1, Shape(x).Rank - 1), Shape(x)[-1]]),
            4 when Shape(x).Rank == 4 => builder.Add(new GlobalAveragePool(), x),
            _ => SameShape(x).FirstOrDefault(Pick(values)),
        };
        BinaryOperator op = Pick<BinaryOperator>(new Add(), new Add(), new Mul(), new Mul(), new Sub(), new Div(), new Max(), new Min());
        if (op is Div)
        {
            other = builder.Add(new Clip(0.5f, 4), other);
        }

        int[] operands = op is not Div && random.Next(3) == 0 ? [other, x] : [x, other];
        return Try(op, op is Mul ? [.. operands.Select(Moderate)] : operands);
    }

    private int? Convolution(int x)
    {
        int channels = Shape(x)[3];
        int groups = Pick(1, 1, channels);
        int outputs = groups * random.Next(1, groups == 1 ? 6 : 3);
        int weight = Parameter(outputs, channels / groups, random.Next(1, 4), random.Next(1, 4));
        var op = new IR.Operators.Conv2D(Pick(1, 1, 2), Pick(1, 1, 2), RandomPads(), groups);
        return Try(op, random.Next(2) == 0 ? [x, weight] : [x, weight, Parameter(outputs)]);
    }

    private int? TransposedConvolution(int x)
    {
        int channels = Shape(x)[3];
        int groups = Pick(1, channels), perGroup = random.Next(1, 4);
        int weight = Parameter(channels, perGroup, random.Next(1, 4), random.Next(1, 4));
        var op = new IR.Operators.ConvTranspose2D(Pick(1, 2), 1, Pick(Pads.None, new Pads(0, 1, 1, 0)), Pick(0, 1), groups);
        return Try(op, random.Next(2) == 0 ? [x, weight] : [x, weight, Parameter(perGroup * groups)]);
    }

    private int? Pooling(int x)
    {
        Size2D kernel = (random.Next(1, 4), random.Next(1, 4));
        Size2D stride = Pick(1, 2);
        return random.Next(4) switch
        {
            0 => Try(new MaxPool(kernel, stride, 1, RandomPads()), x),
            1 => Try(new AveragePool(kernel, stride, RandomPads(), random.Next(2) == 0), x),
            2 => Try(new AveragePool((Shape(x)[1], Shape(x)[2]), stride, Pads.None, false), x),
            _ => Try(new GlobalAveragePool(), x),
        };
    }

    private int? Dense(int x)
    {
        int outputs = random.Next(1, 7), weight = Parameter(outputs, Shape(x)[-1]);
        return Try(new IR.Operators.Dense(), random.Next(2) == 0 ? [x, weight] : [x, weight, Parameter(outputs)]);
    }

    private int? Product(int x)
    {
        if (random.Next(2) == 0)
        {
            return Try(new MatMul(), x, Parameter(Shape(x)[-1], random.Next(1, 5)));
        }

        int rank = Shape(x).Rank;
        int bounded = builder.Add(new Tanh(), x);
        return Try(new MatMul(), bounded, builder.Add(new Transpose((int[])[.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2]), bounded));
    }

    private int? Normalisation(int x)
    {
        int channels = Shape(x)[-1];
        return random.Next(4) switch
        {
            0 => Try(new IR.Operators.LayerNorm(0.1f), x, Parameter(channels), Parameter(channels)),
            1 => Try(new IR.Operators.PRelu(), x, Parameter(Pick(1, channels))),
            _ => Try(new IR.Operators.BatchNorm(0.01f), x, Parameter(channels), Parameter(channels), Parameter(channels), Named("variance", channels)),
        };
    }

    private int? Slice(int x)
    {
        Shape shape = Shape(x);
        int[] begin = [.. shape.Select(e => random.Next(2) == 0 ? 0 : random.Next(e))];
        int[] step = [.. shape.Select(_ => Pick(1, 1, 2))];
        int[] size = [.. shape.Select((e, axis) => ((e - 1 - begin[axis]) / step[axis]) + 1)];
        return Try(new Slice(begin, size, step), x);
    }

    private int? Pad(int x)
    {
        int[] before = [.. Shape(x).Select((_, axis) => axis is 1 or 2 || random.Next(8) == 0 ? random.Next(2) : 0)];
        int[] after = [.. Shape(x).Select((_, axis) => axis is 1 or 2 || random.Next(8) == 0 ? random.Next(2) : 0)];
        return Try(new Pad(before, after, Pick(0f, 0f, 1f)), x);
    }

    private int? Reshape(int x)
    {
        Shape shape = Shape(x);
        return random.Next(4) switch
        {
            0 => Try(new Reshape(shape), x),
            1 when shape.Rank >= 2 => Try(new Reshape(new Shape(shape[0], shape.ElementCount / shape[0])), x),
            2 => Try(new Reshape(new Shape([1, .. shape])), x),
            _ => Try(new Reshape(new Shape([.. shape.Reverse()])), x),
        };
    }

    private int? Transpose(int x)
    {
        int[] permutation = [.. Enumerable.Range(0, Shape(x).Rank)];
        random.Shuffle(permutation);
        if (random.Next(2) == 0 && permutation.Length == 4)
        {
            permutation = Pick<int[]>([0, 3, 1, 2], [0, 2, 3, 1]);
        }

        return Try(new Transpose(permutation), x);
    }

    private int? Reduction(int x)
    {
        int[] all = [.. Enumerable.Range(0, Shape(x).Rank)];
        int[] axes = random.Next(2) == 0 && all.Length == 4 ? [1, 2] : [.. all.Where(_ => random.Next(2) == 0)];
        bool keep = random.Next(2) == 0;
        return Try(Pick<Operator>(new ReduceMean(axes, keep), new ReduceSum(axes, keep), new ReduceMax(axes, keep)), x);
    }

    private IEnumerable<int> SameShape(int x)
    {
        int[] same = [.. values.Where(v => Shape(v) == Shape(x))];
        return random.Next(5) == 0 ? [] : [Pick(same)];
    }

    private int Moderate(int x) => builder.TypeOf(x).Element == ElementType.Float32 && values.Contains(x) ? builder.Add(new Clip(-8, 8), x) : x;

    private Pads RandomPads() => Pick(Pads.None, new Pads(1, 1, 1, 1), new Pads(random.Next(3), random.Next(3), random.Next(3), random.Next(3)));

    private int Parameter(params int[] extents) => Named("parameter", extents);

    private int Named(string kind, params int[] extents) => builder.Parameter($"{kind}{parameters++}", TensorType.Float(extents));

    private int? Try(Operator op, params int[] inputs) => builder.Infer(op, inputs).Error is null ? builder.Add(op, inputs) : null;

    private Shape Shape(int id) => builder.TypeOf(id).Shape;

    private T Pick<T>(params IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];
}

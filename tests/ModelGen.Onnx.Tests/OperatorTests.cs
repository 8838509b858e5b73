using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Core.Tests.IR;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Numerics;
using ModelGen.Onnx.Tests.Support;
using ModelGen.Tests;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Tests;

/// <summary>Each operator, with random shapes and attributes, means to ONNX Runtime what its reference semantics say.</summary>
public class OperatorTests
{
    /// <summary>What quantized operators have an ONNX form that ONNX Runtime fuses.</summary>
    private static readonly RandomQuantized Fusable = new([RoundingRule.Onnx], [ElementType.UInt8]);

    /// <summary>The operators of single precision: in a mixture, the least difference before a quantization may become a whole step.</summary>
    private static readonly string[] Real = [.. RandomGraphs.Names.Where(n => !n.Contains("uantize", StringComparison.Ordinal) && n != nameof(WeightScale))];

    public static TheoryData<string> Names => [.. RandomGraphs.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Alone_on_any_rank(string name) => RandomCases.ForSeeds(12, seed =>
    {
        var random = new Random(seed);
        Graph graph = Draw(random, name, builder => builder.Input("x", TensorType.Float(Extents(random))), (builder, y) => builder.Output("y", y));
        Agreement.Check(graph, seed, OnnxImageLayout.ChannelsLast, 1);
        Agreement.Check(graph, seed, OnnxImageLayout.ChannelsFirst, 1);
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Between_convolutions(string name) => RandomCases.ForSeeds(12, seed =>
    {
        var random = new Random(seed);
        Graph graph = Draw(
            random,
            name,
            builder => Convolve(builder, "before", builder.Input("x", TensorType.Float(random.Next(1, 3), random.Next(1, 7), random.Next(1, 7), random.Next(1, 5)))),
            (builder, y) =>
            {
                builder.Output("direct", y);
                builder.Output("after", builder.TypeOf(y).Shape.Rank == 4 ? Convolve(builder, "after", y) : builder.Add(new Relu(), y));
            });
        Agreement.Check(graph, seed, OnnxImageLayout.ChannelsFirst, 1);
        Agreement.Check(graph, seed, OnnxImageLayout.ChannelsLast, 1);
    });

    [Fact]
    public void Mixed_at_random() => RandomCases.ForSeeds(60, seed =>
    {
        var random = new Random(seed);
        var builder = new GraphBuilder("Mixed");
        int indices = builder.Input("indices", new TensorType(ElementType.Int32, new Shape(random.Next(1, 4))));
        int bytes = builder.Input("bytes", new TensorType(random.Next(2) == 0 ? ElementType.UInt8 : ElementType.Int8, new Shape(1, 5, 4, 3)));
        var values = new List<int>
        {
            builder.Input("image", TensorType.Float(random.Next(1, 3), random.Next(2, 7), random.Next(2, 7), random.Next(1, 5))),
            builder.Add(new Cast(ElementType.Float32), bytes),
        };
        for (int i = random.Next(2, 12); i > 0; i--)
        {
            values.Add(Append(random, Pick(random, Real), builder, Pick(random, values), Pick(random, values), indices));
        }

        builder.Output("last", values[^1]);
        builder.Output("any", Pick(random, values));
        Graph graph = builder.Build();
        Agreement.Check(graph, seed, OnnxImageLayout.ChannelsFirst, 1);
        Agreement.Check(graph, seed, OnnxImageLayout.ChannelsLast, 1);
    });

    [Fact]
    public void Gather_selects_by_index() => RandomCases.ForSeeds(10, seed =>
    {
        var random = new Random(seed);
        var builder = new GraphBuilder("Net");
        int indices = builder.Input("indices", new TensorType(ElementType.Int32, new Shape(2, 3)));
        builder.Output("y", builder.Add("embedding", new Gather(0), builder.Parameter("embedding.weight", TensorType.Float(7, 4)), indices));
        builder.Output("z", builder.Add(new Gather(1), builder.Input("x", TensorType.Float(2, 7, 3)), indices));
        Agreement.Check(builder.Build(), seed, OnnxImageLayout.ChannelsFirst, 7);
    });

    [Fact]
    public void Binary_operators_broadcast_in_both_layouts() => RandomCases.ForSeeds(40, seed =>
    {
        var random = new Random(seed);
        var builder = new GraphBuilder("Net");
        int[] full = [2, 3, 4, 5];
        int x = Convolve(builder, "conv", builder.Input("image", TensorType.Float(full)), full[3]);
        int[] shape = Array.ConvertAll(full[random.Next(4)..], e => random.Next(3) == 0 ? 1 : e);
        int other = random.Next(3) switch
        {
            0 => builder.Input("other", TensorType.Float(shape)),
            1 => builder.Parameter("other", TensorType.Float(shape)),
            _ => builder.Add(new Literal(new Shape(5), new float[] { 1, 2, 3, 4, 5 })),
        };
        Operator op = Pick<Operator>(random, [new Add(), new Sub(), new Mul(), new Max(), new Min()]);
        builder.Output("y", random.Next(2) == 0 ? builder.Add(op, x, other) : builder.Add(op, other, x));
        Agreement.Check(builder.Build(), seed, OnnxImageLayout.ChannelsFirst);
        Agreement.Check(builder.Build(), seed, OnnxImageLayout.ChannelsLast);
    });

    [Fact]
    public void Division_and_roots_and_exponentials_of_positive_numbers() => RandomCases.ForSeeds(5, seed =>
    {
        var builder = new GraphBuilder("Net");
        int x = builder.Add(new Sigmoid(), builder.Input("x", TensorType.Float(2, 9)));
        builder.Output("quotient", builder.Add(new Div(), builder.Input("y", TensorType.Float(9)), x));
        builder.Output("root", builder.Add(new Sqrt(), x));
        builder.Output("power", builder.Add(new Exp(), x));
        Agreement.Check(builder.Build(), seed, OnnxImageLayout.ChannelsFirst);
    });

    private static Graph Draw(Random random, string name, Func<GraphBuilder, int> begin, Action<GraphBuilder, int> end)
    {
        var builder = new GraphBuilder("Net");
        int indices = builder.Input("indices", new TensorType(ElementType.Int32, new Shape(random.Next(1, 4))));
        while (true)
        {
            var attempt = new GraphBuilder(builder.Build());
            int x = begin(attempt);
            if (TryAppend(random, name, attempt, x, x, indices) is { } y)
            {
                end(attempt, y);
                return attempt.Build();
            }
        }
    }

    private static int Append(Random random, string name, GraphBuilder builder, int x, int y, int indices) =>
        TryAppend(random, name, builder, x, y, indices) ?? builder.Add(new Abs(), x);

    /// <summary>The operator over x, made safe where it would divide by zero or leave the range of numbers; null if no attributes fit x.</summary>
    private static int? TryAppend(Random random, string name, GraphBuilder builder, int x, int y, int indices)
    {
        int operand = name switch
        {
            nameof(Sqrt) => builder.Add(new Abs(), x),
            nameof(Exp) => builder.Add(new Tanh(), x),
            _ => x,
        };
        int second = name == nameof(Div) ? builder.Add(new Add(), builder.Add(new Abs(), y), builder.Add(Literal.Scalar(1))) : y;
        for (int attempt = 0; attempt < 50; attempt++)
        {
            (Operator op, int[] inputs) = RandomGraphs.Draw(random, name, builder, operand, second, indices, (random.NextSingle() * 2) - 0.5f, Fusable);
            if (builder.Infer(op, inputs).Error is null)
            {
                int result = builder.Add(op, inputs);
                return builder.TypeOf(result).Element switch
                {
                    ElementType.Float32 => result,
                    ElementType.Int32 => builder.Add(new Cast(ElementType.Float32), result),
                    _ => builder.Add(new Dequantize(new ModelGen.Quantization(0.125f, 3)), result),
                };
            }
        }

        return null;
    }

    private static int Convolve(GraphBuilder builder, string scope, int x, int? channels = null)
    {
        int count = builder.TypeOf(x).Shape[3], outputs = channels ?? 3;
        int weight = builder.Parameter(scope + ".weight", TensorType.Float(outputs, count, 1, 1), scope);
        return builder.Add(scope, new Operators.Conv2D(1, 1, Pads.None, 1), x, weight);
    }

    private static int[] Extents(Random random)
    {
        var extents = new int[random.Next(1, 6)];
        for (int i = 0; i < extents.Length; i++)
        {
            extents[i] = random.Next(1, 6);
        }

        return extents;
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];
}

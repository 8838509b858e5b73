using System;
using System.Linq;
using ModelGen.IR.Operators;
using ModelGen.Numerics;

namespace ModelGen.Compiler.Tests.Backends.Quantized;

/// <summary>Element-wise operators on bytes = their reference, at every width, bit for bit.</summary>
public sealed class ByteElementWiseTests
{
    public static TheoryData<RoundingRule, int, bool> Cases => new()
    {
        { RoundingRule.Onnx, 1, false },
        { RoundingRule.Onnx, 2, true },
        { RoundingRule.TfLite, 1, false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Conversions(RoundingRule rounding, int seed, bool isShifted)
    {
        var graph = new ByteGraph(seed) { Rounding = rounding, IsShifted = isShifted };
        foreach (int length in new[] { 1, 3, 15, 64, 79, 5000 })
        {
            Quantization quantization = graph.Quantization();
            float[] reals = [.. Enumerable.Range(0, length).Select(_ => Real(graph.Random, quantization))];
            graph.Result(new Quantize(quantization, ElementType.UInt8, rounding), graph.Input(new Tensor(new Shape(length), reals)));
            int bytes = graph.Input(2, length);
            graph.Result(new Dequantize(graph.Quantization()), bytes);
            graph.Result(graph.Table(), bytes);
            graph.Result(graph.Table(), bytes);
        }

        graph.Check();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Sums_and_products_broadcast(RoundingRule rounding, int seed, bool isShifted)
    {
        var graph = new ByteGraph(seed) { Rounding = rounding, IsShifted = isShifted };
        foreach (int[] shape in new int[][] { [2, 3, 5, 7], [1, 9, 2, 33], [1, 1, 1, 6000], [2, 4, 4, 1], [1, 1, 1, 1] })
        {
            int a = graph.Input(shape);
            foreach (int mask in new[] { 0, 1, 7, 8, 9, 14, 15 })
            {
                int b = graph.Input([.. shape.Select((extent, axis) => (mask >> axis & 1) == 0 ? extent : 1)]);
                graph.Result(graph.Binary(), graph.Random.Next(2) == 0 ? [a, b] : [b, a]);
            }

            graph.Result(graph.Binary(), a, graph.Input(shape[3]));
            graph.Result(graph.Binary(), a, a);
        }

        graph.Check();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Planes_with_halos(RoundingRule rounding, int seed, bool isShifted)
    {
        var graph = new ByteGraph(seed) { Rounding = rounding, IsShifted = isShifted };
        int a = graph.Input(2, 5, 6, 20), b = graph.Input(2, 5, 6, 20), c = graph.Input(20);
        graph.Surround(a);
        graph.Surround(graph.Result(graph.Binary(), a, b));
        graph.Surround(graph.Result(graph.Table(), b));
        graph.Result(graph.Binary(), a, c);
        graph.Result(new Dequantize(graph.Quantization()), a);
        graph.Check();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Chains(RoundingRule rounding, int seed, bool isShifted)
    {
        var graph = new ByteGraph(seed) { Rounding = rounding, IsShifted = isShifted };
        foreach (int[] shape in new int[][] { [1, 4, 4, 40], [2, 3, 3, 1100], [1, 1, 1, 9000], [2, 2, 2, 3] })
        {
            int a = graph.Input(shape), b = graph.Input(shape), c = graph.Input(shape[3]);
            FusedStep[] steps = [new(graph.Table(), new[] { ~0 }), new(graph.Binary(), new[] { ~1, 2 }), new(graph.Binary(), new[] { 1, ~2 }), new(graph.Binary(), new[] { ~3, ~3 })];
            graph.Result(new Fused(graph.Binary(), 2, steps), a, b, c);
            graph.Result(new Fused(graph.Table(), 1, new FusedStep[] { new(graph.Binary(), new[] { ~0, 1 }) }), c, a);
            graph.Result(new Fused(graph.Table(), 1, new FusedStep[] { new(graph.Binary(), new[] { 1, ~0 }), new(graph.Table(), new[] { ~1 }) }), a, b);

            // Written over one of its operands, which a later step reads.
            int inner = graph.Add(graph.Table(), a), other = graph.Add(graph.Table(), b);
            graph.Result(new Fused(graph.Table(), 1, new FusedStep[] { new(graph.Table(), new[] { ~0 }), new(graph.Binary(), new[] { ~1, 1 }) }), inner, other);
        }

        graph.Check();
    }

    private static float Real(Random random, Quantization quantization) => random.Next(12) switch
    {
        0 => float.NaN,
        1 => float.PositiveInfinity,
        2 => float.NegativeInfinity,
        3 => 1e30f,
        4 => 0.49999997f * quantization.Scale,
        5 or 6 => (random.Next(-300, 300) + 0.5f) * quantization.Scale,
        _ => ((random.NextSingle() * 600) - 300) * quantization.Scale,
    };
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.Intrinsics;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Tests.Backends;

/// <summary>Compares compiled graphs with the reference semantics.</summary>
internal static class BackendCheck
{
    /// <summary>The instruction sets of this machine.</summary>
    public static IEnumerable<Isa> Sets =>
        new[] { Isa.Vector128, Isa.Vector256, Isa.Vector512 }.Where(i => i switch
        {
            Isa.Vector512 => Vector512.IsHardwareAccelerated,
            Isa.Vector256 => Vector256.IsHardwareAccelerated,
            _ => true,
        });

    /// <summary>Runs a graph on random values at every width, twice over one context, on one and on three threads.</summary>
    public static void Compare(Graph graph, int seed, double tolerance = 2e-5)
    {
        var random = new Random(seed);
        Dictionary<string, Tensor> inputs = graph.Select<Input>().ToDictionary(n => n.Operator.InputName, n => Draw(random, n.Node.Type));
        Dictionary<string, Tensor> parameters = graph.Select<IR.Operators.Parameter>().ToDictionary(n => n.Operator.Path, n => Draw(random, n.Node.Type));
        IReadOnlyList<Tensor> expected = GraphInterpreter.Run(graph, inputs, parameters);
        CompiledGraph compiled = CompiledGraph.Create(graph);
        Array[] arrays = [.. inputs.Values.Select(t => t.Type.Element switch
        {
            ElementType.Float32 => (Array)t.Floats,
            ElementType.Int32 => t.Ints,
            _ => t.Bytes,
        })];
        ModelWeights weights = ModelWeights.Create(parameters);
        foreach (Isa isa in Sets)
        {
            foreach (int threads in new[] { 1, 3 })
            {
                float[][] actual = compiled.Run(weights, arrays, isa, threads, times: 2);
                for (int i = 0; i < actual.Length; i++)
                {
                    Close(expected[i].Floats, actual[i], tolerance, $"{isa}, {threads} thread(s), output {i}, seed {seed}\n{ModelGen.IR.Text.GraphPrinter.Print(graph)}");
                }
            }
        }
    }

    private static Tensor Draw(Random random, TensorType type) => type.Element switch
    {
        ElementType.Float32 => new Tensor(type.Shape, [.. Enumerable.Range(0, type.Shape.ElementCount).Select(_ => ((float)random.NextDouble() * 2) - 1)]),
        ElementType.Int32 => new Tensor(type.Shape, [.. Enumerable.Range(0, type.Shape.ElementCount).Select(_ => random.Next(2))]),
        _ => new Tensor(type.Shape, [.. Enumerable.Range(0, type.Shape.ElementCount).Select(_ => (byte)random.Next(256))]),
    };

    private static void Close(float[] expected, float[] actual, double tolerance, string where)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = Math.Max(1, expected.Where(float.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max());
        for (int i = 0; i < expected.Length; i++)
        {
            bool same = float.IsFinite(expected[i])
                ? Math.Abs(expected[i] - actual[i]) <= tolerance * scale
                : expected[i].Equals(actual[i]);
            Assert.True(same, $"Element {i} is {actual[i]:R}, but {expected[i]:R} was expected: {where}");
        }
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Tests.Support;

/// <summary>Random values for a graph's inputs and parameters, and the comparison of two graphs on them.</summary>
internal static class GraphValues
{
    /// <summary>The results of a graph on values that depend on <paramref name="seed"/> and the names of inputs and parameters only.</summary>
    public static IReadOnlyList<Tensor> Run(Graph graph, int seed) => GraphInterpreter.Run(
        graph,
        graph.Select<Input>().ToDictionary(i => i.Operator.InputName, i => Input(graph, i.Operator.InputName, seed)),
        graph.Select<IR.Operators.Parameter>().Select(p => p.Operator).Distinct().ToDictionary(p => p.Path, p => Parameter(graph, p.Path, seed)));

    /// <summary>The value of an input.</summary>
    public static Tensor Input(Graph graph, string name, int seed) =>
        Create(name, graph.Select<Input>().First(i => i.Operator.InputName == name).Operator.Type, seed);

    /// <summary>The value of a parameter.</summary>
    public static Tensor Parameter(Graph graph, string path, int seed) =>
        Create(path, graph.Select<IR.Operators.Parameter>().First(p => p.Operator.Path == path).Operator.Type, seed);

    /// <summary>Asserts that a rewritten graph has the signature of the original and computes the same, within 1e-3 of the largest result.</summary>
    public static void AssertSame(Graph original, Graph rewritten, int seed, string where)
    {
        Assert.Equal(original.Select<Input>().Select(i => i.Operator), rewritten.Select<Input>().Select(i => i.Operator));
        Assert.Equal(original.Outputs.Select(o => o.Name), rewritten.Outputs.Select(o => o.Name));
        AssertSame(Run(original, seed), Run(rewritten, seed), where);
    }

    /// <summary>Asserts that tensors agree in type and, within 1e-3 of the largest element, in value.</summary>
    public static void AssertSame(IReadOnlyList<Tensor> expected, IReadOnlyList<Tensor> actual, string where)
    {
        Assert.Equal(expected.Select(t => t.Type), actual.Select(t => t.Type));
        for (int output = 0; output < expected.Count; output++)
        {
            float[] a = expected[output].Floats, b = actual[output].Floats;
            float tolerance = 1e-3f * (1 + a.Where(float.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max());
            for (int i = 0; i < a.Length; i++)
            {
                bool same = a[i].Equals(b[i]) || Math.Abs(a[i] - b[i]) <= tolerance;
                Assert.True(same, $"{where}: element {i} of output {output} was {a[i]} and is {b[i]} (tolerance {tolerance}).");
            }
        }
    }

    private static Tensor Create(string name, TensorType type, int seed)
    {
        var random = new Random(name.Aggregate(seed, (hash, c) => unchecked((hash * 31) + c)));
        int count = type.Shape.ElementCount;
        return type.Element switch
        {
            ElementType.Int32 => new Tensor(type.Shape, Enumerable.Range(0, count).Select(_ => random.Next(3)).ToArray()),
            ElementType.Int8 => new Tensor(type.Shape, Enumerable.Range(0, count).Select(_ => (sbyte)random.Next(-128, 128)).ToArray()),
            ElementType.UInt8 => new Tensor(type.Shape, Enumerable.Range(0, count).Select(_ => (byte)random.Next(8)).ToArray()),
            _ => new Tensor(type.Shape, Enumerable.Range(0, count).Select(_ => Value(name, random)).ToArray()),
        };
    }

    private static float Value(string name, Random random) =>
        name.Contains("var", StringComparison.Ordinal) ? 0.5f + random.NextSingle() : (random.NextSingle() * 2) - 1;
}

using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Planning;
using ModelGen.CompilerServices;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Tests.Backends;

/// <summary>Compares compiled graphs with the reference semantics.</summary>
internal static class BackendCheck
{
    /// <summary>The instruction sets of this machine that differ for a graph: for single precision, one for each width of vectors.</summary>
    public static IEnumerable<Isa> Sets(Graph graph)
    {
        bool isQuantized = graph.Nodes.Any(n => (n.Operator is Fused fused ? fused.Anchor : n.Operator) is QuantizedConv2D or QuantizedDense or QuantizedMatMul);
        return Enum.GetValues<Isa>().Where(isa => IsaSelection.IsSupported(isa) && (isQuantized || isa == IsaSelection.Width(isa)));
    }

    /// <summary>Runs a graph on random values at every width, twice over one context, on one and on three threads.</summary>
    public static void Compare(Graph graph, int seed, double tolerance = 2e-5)
    {
        var random = new Random(seed);
        Dictionary<string, Tensor> inputs = graph.Select<Input>().ToDictionary(n => n.Operator.InputName, n => Draw(random, n.Node.Type));
        Dictionary<string, Tensor> parameters = graph.Select<IR.Operators.Parameter>().ToDictionary(n => n.Operator.Path, n => Draw(random, n.Node.Type));
        Compare(graph, inputs, parameters, tolerance, $"seed {seed}");
    }

    /// <summary>
    /// The same on given values. Bytes are equal whatever the tolerance. What is compiled, by the plan, is the rewritten graph if there is one.
    /// </summary>
    public static void Compare(
        Graph graph, Dictionary<string, Tensor> inputs, Dictionary<string, Tensor> parameters, double tolerance, string where, MemoryPlan? plan = null, Graph? rewritten = null)
    {
        IReadOnlyList<Tensor> expected = GraphInterpreter.Run(graph, inputs, parameters);
        CompiledGraph compiled = CompiledGraph.Create(rewritten ?? graph, plan);
        Array[] arrays = [.. inputs.Values.Select(t => t.Type.Element switch
        {
            ElementType.Float32 => (Array)t.Floats,
            ElementType.Int32 => t.Ints,
            ElementType.Int8 => t.SignedBytes,
            _ => t.Bytes,
        })];
        ModelWeights weights = ModelWeights.Create(parameters);
        foreach (Isa isa in Sets(rewritten ?? graph))
        {
            foreach (int threads in new[] { 1, 3 })
            {
                Tensor[] actual = compiled.Run(weights, arrays, isa, threads, times: 2);
                string execution = $"{isa}, {threads} thread(s), {where}\n{ModelGen.IR.Text.GraphPrinter.Print(graph)}";
                for (int i = 0; i < actual.Length; i++)
                {
                    Close(Floats(expected[i]), Floats(actual[i]), expected[i].Type.Element == ElementType.Float32 ? tolerance : 0, $"output {i}, {execution}");
                }
            }
        }
    }

    private static Tensor Draw(Random random, TensorType type) => type.Element switch
    {
        ElementType.Float32 => new Tensor(type.Shape, [.. Enumerable.Range(0, type.Shape.ElementCount).Select(_ => ((float)random.NextDouble() * 2) - 1)]),
        ElementType.Int32 => new Tensor(type.Shape, [.. Enumerable.Range(0, type.Shape.ElementCount).Select(_ => random.Next(2))]),
        ElementType.Int8 => new Tensor(type.Shape, [.. Enumerable.Range(0, type.Shape.ElementCount).Select(_ => (sbyte)random.Next(-128, 128))]),
        _ => new Tensor(type.Shape, [.. Enumerable.Range(0, type.Shape.ElementCount).Select(_ => (byte)random.Next(256))]),
    };

    private static float[] Floats(Tensor tensor) => tensor.Type.Element switch
    {
        ElementType.UInt8 => Array.ConvertAll(tensor.Bytes, b => (float)b),
        ElementType.Int8 => Array.ConvertAll(tensor.SignedBytes, b => (float)b),
        _ => tensor.Floats,
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

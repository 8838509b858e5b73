using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML.OnnxRuntime;
using ModelGen.IR;
using ModelGen.IR.Text;

namespace ModelGen.Onnx.Tests.Support;

/// <summary>Holds an exported graph, run by ONNX Runtime, to the reference semantics.</summary>
internal static class Agreement
{
    /// <summary>The differences, relative to the largest value of an output, that reordered sums and other math libraries may make.</summary>
    private const float Tolerance = 5e-5f;

    /// <summary>Exports in the given layout with random weights, runs, and compares.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="seed">Of the weights and inputs.</param>
    /// <param name="layout">Of images in the exported model.</param>
    /// <param name="limit">Indices are below it.</param>
    /// <param name="slack">A further difference that values may have.</param>
    public static OnnxModel Check(Graph graph, int seed, OnnxImageLayout layout, int limit = 256, float slack = 0)
    {
        var random = new Random(seed);
        Dictionary<string, Tensor> parameters = RandomTensors.Parameters(random, graph);
        Dictionary<string, Tensor> inputs = RandomTensors.Inputs(random, graph, limit);
        OnnxModel model = OnnxExporter.Export(graph, ModelWeights.Create(parameters), new OnnxExportOptions { InputLayout = layout });
        IReadOnlyList<Tensor> expected = GraphInterpreter.Run(graph, inputs, parameters);
        Tensor[] actual;
        try
        {
            actual = OnnxRunner.Run(model, graph, inputs);
        }
        catch (OnnxRuntimeException e)
        {
            throw new InvalidOperationException($"ONNX Runtime refuses the model of seed {seed}, {layout}: {e.Message}\n{GraphPrinter.Print(graph)}\n{Describe(model)}", e);
        }

        for (int i = 0; i < expected.Count; i++)
        {
            Compare(expected[i], actual[i], slack, $"output '{graph.Outputs[i].Name}' of seed {seed}, {layout}:\n{GraphPrinter.Print(graph)}\n{Describe(model)}");
        }

        return model;
    }

    /// <summary>The nodes of an exported model, a line each.</summary>
    public static string Describe(OnnxModel model) => string.Join(
        '\n', model.Proto.Graph.Node.Select(n => $"{n.Output[0]} = {n.OpType}({string.Join(", ", n.Input)}) {string.Join(" ", n.Attribute.Select(a => $"{a.Name}={string.Join(",", a.Ints)}"))}"));

    private static int[] Values(Tensor tensor) => tensor.Type.Element switch
    {
        ElementType.UInt8 => [.. tensor.Bytes.Select(v => (int)v)],
        ElementType.Int8 => [.. tensor.SignedBytes.Select(v => (int)v)],
        _ => tensor.Ints,
    };

    private static void Compare(Tensor expected, Tensor actual, float slack, string where)
    {
        if (expected.Type.Element != ElementType.Float32)
        {
            Assert.True(Values(expected).SequenceEqual(Values(actual)), $"[{string.Join(", ", Values(actual))}], but the reference says [{string.Join(", ", Values(expected))}]; {where}");
            return;
        }

        Assert.Equal(expected.Shape, actual.Shape);
        float[] finite = [.. expected.Floats.Where(float.IsFinite)];
        float scale = finite.Length == 0 ? 1 : Math.Max(1, finite.Max(Math.Abs));
        for (int i = 0; i < actual.Floats.Length; i++)
        {
            float e = expected.Floats[i], a = actual.Floats[i];
            bool agrees = float.IsFinite(e) ? Math.Abs(e - a) <= (Tolerance * scale) + slack : e.Equals(a);
            Assert.True(agrees, $"Element {i} is {a}, but the reference says {e}; {where}");
        }
    }
}

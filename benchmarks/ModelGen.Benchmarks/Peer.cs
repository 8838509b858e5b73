using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML.OnnxRuntime;
using ModelGen.Onnx;

namespace ModelGen.Benchmarks;

/// <summary>ONNX Runtime at its best: all graph optimisations, as many threads as ours, buffers bound once.</summary>
internal static class Peer
{
    /// <summary>A session of an exported model.</summary>
    public static InferenceSession Load(OnnxModel model, int threads)
    {
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
        };
        return new InferenceSession(model.ToBytes(), options);
    }

    /// <summary>Names and random values for the inputs or outputs of a session.</summary>
    public static (string[] Names, OrtValue[] Values) Values(IReadOnlyDictionary<string, NodeMetadata> values) =>
        ([.. values.Keys], [.. values.Values.Select(v => Value(v))]);

    /// <summary>Random values within −1 … 1.</summary>
    public static float[] RandomValues(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    private static OrtValue Value(NodeMetadata metadata)
    {
        long[] shape = [.. metadata.Dimensions.Select(d => (long)d)];
        return OrtValue.CreateTensorValueFromMemory(RandomValues((int)shape.Aggregate(1L, (a, b) => a * b)), shape);
    }
}

using System;
using System.Linq;
using BenchmarkDotNet.Attributes;
using Microsoft.ML.OnnxRuntime;
using ModelGen.Onnx;
using Networks;
using Zoo;

namespace ModelGen.Benchmarks;

/// <summary>One inference of a whole network, batch 1, beside ONNX Runtime with all its optimisations on the exported model and the same weights.</summary>
/// <typeparam name="TModel">The network.</typeparam>
[GenericTypeArguments(typeof(Digits.DigitClassifier))]
[GenericTypeArguments(typeof(KeywordTransformer))]
[GenericTypeArguments(typeof(MobileNetV2))]
[GenericTypeArguments(typeof(ResNet18))]
[GenericTypeArguments(typeof(ResNet50))]
[MemoryDiagnoser(displayGenColumns: false)]
public class InferenceBenchmarks<TModel>
    where TModel : class, IModel<TModel>
{
    private readonly RunOptions runOptions = new();
    private TModel net = null!;
    private float[][] inputs = [], outputs = [];
    private InferenceSession session = null!;
    private string[] inputNames = [], outputNames = [];
    private OrtValue[] inputValues = [], outputValues = [];

    /// <summary>Threads for both.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>Makes both from the same seeded random weights.</summary>
    [GlobalSetup]
    public void Setup()
    {
        ModelInfo info = TModel.Info;
        ModelWeights weights = ModelWeights.Random(info, seed: 1);
        net = TModel.Create(weights, new ModelOptions { Threads = Threads, Precision = Precision.F32 });
        inputs = [.. info.Inputs.Select(i => Peer.RandomValues(i.Type.Shape.ElementCount))];
        outputs = [.. info.Outputs.Select(o => new float[o.Type.Shape.ElementCount])];

        session = Peer.Load(OnnxExporter.Export(info.Graph, weights), Threads);
        (inputNames, inputValues) = Peer.Values(session.InputMetadata);
        (outputNames, outputValues) = Peer.Values(session.OutputMetadata);
    }

    /// <summary>Releases the native session.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        session.Dispose();
        (net as IDisposable)?.Dispose();
    }

    /// <summary>The peer.</summary>
    [Benchmark(Baseline = true)]
    public void OnnxRuntime() => session.Run(runOptions, inputNames, inputValues, outputNames, outputValues);

    /// <summary>The compiled network.</summary>
    [Benchmark]
    public void ModelGen() => net.Run(inputs, outputs);
}

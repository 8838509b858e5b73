using System;
using System.Linq;
using BenchmarkDotNet.Attributes;
using Microsoft.ML.OnnxRuntime;
using ModelGen.Onnx;
using ModelGen.Tests.Quantized;
using Networks;
using Zoo;

namespace ModelGen.Benchmarks;

/// <summary>
/// One inference of a whole network in 8 bits, batch 1, beside ONNX Runtime with all its optimisations on the exported QDQ model, and beside
/// single precision.
/// </summary>
/// <typeparam name="TModel">The network.</typeparam>
[GenericTypeArguments(typeof(Digits.DigitClassifier))]
[GenericTypeArguments(typeof(KeywordTransformer))]
[GenericTypeArguments(typeof(MobileNetV2))]
[GenericTypeArguments(typeof(ResNet18))]
[GenericTypeArguments(typeof(ResNet50))]
[MemoryDiagnoser(displayGenColumns: false)]
public class QuantizedInferenceBenchmarks<TModel>
    where TModel : class, IModel<TModel>
{
    private readonly RunOptions runOptions = new();
    private Action<Array[], Array[]> quantized = null!, single = null!;
    private float[][] inputs = [], outputs = [];
    private InferenceSession session = null!;
    private string[] inputNames = [], outputNames = [];
    private OrtValue[] inputValues = [], outputValues = [];

    /// <summary>Threads for all.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>Makes all from the same seeded random weights.</summary>
    [GlobalSetup]
    public void Setup()
    {
        ModelWeights weights = ModelWeights.Random(TModel.Info, seed: 1);
        CalibratedModel model = CalibratedModel.Create<TModel>(weights);
        ModelInfo info = model.Info;
        quantized = model.Load(weights, new ModelOptions { Threads = Threads, Precision = Precision.Int8 });
        single = model.Load(weights, new ModelOptions { Threads = Threads, Precision = Precision.F32 });
        inputs = [.. CalibratedModel.Inputs(info, 0).Select(t => t.Floats)];
        outputs = [.. info.Outputs.Select(o => new float[o.Type.Shape.ElementCount])];
        session = Peer.Load(OnnxExporter.Export(info, weights), Threads);
        (inputNames, inputValues) = Peer.Values(session.InputMetadata);
        (outputNames, outputValues) = Peer.Values(session.OutputMetadata);
    }

    /// <summary>Releases the native session.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        session.Dispose();
        (quantized.Target as IDisposable)?.Dispose();
        (single.Target as IDisposable)?.Dispose();
    }

    /// <summary>The peer.</summary>
    [Benchmark(Baseline = true)]
    public void OnnxRuntime() => session.Run(runOptions, inputNames, inputValues, outputNames, outputValues);

    /// <summary>The network in 8 bits.</summary>
    [Benchmark]
    public void ModelGen() => quantized(inputs, outputs);

    /// <summary>The network in single precision.</summary>
    [Benchmark]
    public void ModelGenF32() => single(inputs, outputs);
}

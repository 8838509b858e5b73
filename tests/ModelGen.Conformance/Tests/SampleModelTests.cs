using System;
using System.Collections.Generic;
using System.Linq;
using Digits;
using ModelGen.Conformance.Harness;
using Zoo;

namespace ModelGen.Conformance.Tests;

/// <summary>The sample models, compiled by the build as a user's project is: eager execution = every SIMD width and number of threads = ONNX Runtime.</summary>
public class SampleModelTests
{
    private const int Seed = 1;

    /// <summary>Eager execution of a larger model takes seconds; there, ONNX Runtime alone says what is right, unless everything is tested.</summary>
    private const long LargestEager = 700_000_000;

    [Fact]
    public void DigitClassifier_with_its_trained_weights()
    {
        var weights = ModelWeights.FromResource(typeof(DigitClassifier).Assembly, "ModelGen/digits.safetensors");
        Check<DigitClassifier>(weights);
    }

    [Fact]
    public void ResNet8() => Check<ResNet8>();

    [Fact]
    public void DsCnn() => Check<DsCnn>();

    [Fact]
    public void Autoencoder() => Check<Autoencoder>();

    [Fact]
    public void MobileNetV1() => Check<MobileNetV1>();

    [Fact]
    public void MobileNetV2() => Check<MobileNetV2>();

    [Fact]
    public void TinyDetector() => Check<TinyDetector>();

    [Fact]
    public void ResNet18() => Check<ResNet18>();

    [Fact]
    public void ResNet50() => Check<ResNet50>();

    private static void Check<TModel>(ModelWeights? given = null)
        where TModel : IModel<TModel>
    {
        ModelInfo info = TModel.Info;
        ModelWeights weights = given ?? ModelWeights.Random(info, Seed);
        Tensor[] inputs = [.. info.Inputs.Select((input, i) => new InputValues(0, 1).Draw(input.Type, (ulong)(Seed + i)))];
        float[][] expected = OnnxOracle.Run(info, weights, inputs);
        var complaints = new List<string>();
        if (info.Macs <= LargestEager || Budget.IsAll)
        {
            Compare("eager execution", CompiledModel.EagerOutputs(typeof(TModel), TModel.Create(weights), inputs, info));
        }

        foreach (ModelOptions options in Executions.All)
        {
            TModel net = TModel.Create(weights, options with { Precision = Precision.F32 });
            float[][] actual = [.. info.Outputs.Select(o => new float[o.Type.Shape.ElementCount])];
            for (int run = 0; run < 2; run++)
            {
                Array.ForEach(actual, Array.Clear);
                net.Run([.. inputs.Select(CompiledModel.Values)], actual);
                Compare($"{options.Isa}, {options.Threads} thread(s), run {run}", actual);
            }
        }

        Assert.Empty(complaints);

        void Compare(string execution, float[][] actual)
        {
            for (int i = 0; i < expected.Length; i++)
            {
                if (Tolerance.Network.Difference(expected[i], actual[i]) is { } difference)
                {
                    complaints.Add($"{execution}: {info.Outputs[i].Name}: {difference}");
                }
            }
        }
    }
}

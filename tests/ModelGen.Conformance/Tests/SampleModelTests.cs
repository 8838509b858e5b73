using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Conformance.Harness;
using ModelGen.Tests;

namespace ModelGen.Conformance.Tests;

/// <summary>The sample models, compiled by the build as a user's project is: eager execution = every SIMD width and number of threads = ONNX Runtime.</summary>
public class SampleModelTests : ISampleTest
{
    /// <summary>Eager execution of a larger model takes seconds; there, ONNX Runtime alone says what is right, unless everything is tested.</summary>
    private const long LargestEager = 700_000_000;

    [Theory]
    [MemberData(nameof(SampleModels.All), MemberType = typeof(SampleModels))]
    public void Computes_what_eager_execution_and_ONNX_Runtime_do(string model) => SampleModels.Check(model, this);

    void ISampleTest.Check<TModel>(ModelWeights weights)
    {
        ModelInfo info = TModel.Info;
        Tensor[] inputs = [.. info.Inputs.Select((input, i) => new InputValues(0, 1).Draw(input.Type, (ulong)(SampleModels.Seed + i)))];
        float[][] expected = OnnxOracle.Run(info, weights, inputs);
        var complaints = new List<string>();
        if (info.Macs <= LargestEager || RandomCases.IsAll)
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

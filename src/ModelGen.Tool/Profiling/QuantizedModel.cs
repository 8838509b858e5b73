using System.Linq;
using ModelGen.Calibration;
using ModelGen.Compiler;
using ModelGen.Tool.Loading;

namespace ModelGen.Tool.Profiling;

/// <summary>A model class in 8 bits, ready to be compiled for an NPU.</summary>
/// <param name="Info">The class.</param>
/// <param name="Weights">Its weights.</param>
/// <param name="Quantized">The quantized graph before fusion, with what of it stays in single precision.</param>
internal sealed record QuantizedModel(ModelInfo Info, ModelWeights Weights, PipelineResult Quantized)
{
    private const int RandomSamples = 2;

    /// <summary>
    /// Quantizes by the calibration of the class, or, with a warning, by one over random inputs: cycles and energy do not depend on it.
    /// </summary>
    /// <exception cref="ToolException">The class cannot be quantized.</exception>
    public static QuantizedModel Load(ToolConsole console, ModelClass model, WeightChoice choice)
    {
        ModelInfo info = model.Info;
        ModelWeights weights = model.GetWeights(choice);
        if (info.Calibration is not { } profile)
        {
            console.Warning.WriteLine($"modelgen: warning: {info.Name} has no calibration, so its 8-bit ranges are those of random inputs; cycles and energy do not depend on them.");
            profile = Calibrator.Run(info, weights, Enumerable.Range(1, RandomSamples).Select(seed => RandomInputs.DrawTensors(info.Graph, seed)));
        }

        PipelineResult quantized = Pipeline.Quantize(info.Graph, profile, info.FloatScopes);
        return quantized.Succeeded
            ? new QuantizedModel(info, weights, quantized)
            : throw new ToolException($"{info.Name} cannot be quantized: {string.Join("; ", quantized.Failures.Select(f => f.Message))}");
    }
}

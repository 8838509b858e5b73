using System.Linq;
using ModelGen.Calibration;
using ModelGen.Compiler;
using ModelGen.Compiler.Backends.Npu;
using ModelGen.IR;
using ModelGen.Npu;
using ModelGen.Tests.Quantized;

namespace ModelGen.Benchmarks.Npu;

/// <summary>A network of the samples in 8 bits for NPUs, with random weights and the ranges of random inputs: neither changes cycles.</summary>
/// <param name="Info">The class.</param>
/// <param name="Weights">The weights.</param>
/// <param name="Graph">The quantized graph before fusion.</param>
internal sealed record NpuNetwork(ModelInfo Info, ModelWeights Weights, Graph Graph)
{
    public static NpuNetwork Of<TModel>()
        where TModel : IModel<TModel>
    {
        ModelInfo info = TModel.Info;
        var weights = ModelWeights.Random(info, seed: 1);
        CalibrationProfile profile = info.Calibration ?? Calibrator.Run(info, weights, Enumerable.Range(0, 2).Select(i => CalibratedModel.Inputs(info, i)));
        return new NpuNetwork(info, weights, Pipeline.Quantize(info.Graph, profile, info.FloatScopes).Graph);
    }

    /// <summary>The network on a machine.</summary>
    public NpuModel Compile(NpuMachine machine)
    {
        NpuCompilation compilation = NpuCompiler.Compile(Graph, machine);
        return compilation.Plan?.Link(Weights) ?? throw new System.InvalidOperationException(string.Join("; ", compilation.Failures));
    }
}

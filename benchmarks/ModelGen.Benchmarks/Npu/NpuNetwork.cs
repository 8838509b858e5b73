using System.Linq;
using ModelGen.Calibration;
using ModelGen.Compiler;
using ModelGen.Compiler.Backends.Npu;
using ModelGen.IR;
using ModelGen.Npu;
using ModelGen.Tests.Quantized;

namespace ModelGen.Benchmarks.Npu;

/// <summary>A network of the samples in 8 bits for NPUs, with the ranges of random inputs, which change no cycles; weights do where they are compressed.</summary>
/// <param name="Info">The class.</param>
/// <param name="Weights">The weights.</param>
/// <param name="Graph">The quantized graph before fusion.</param>
internal sealed record NpuNetwork(ModelInfo Info, ModelWeights Weights, Graph Graph)
{
    /// <summary>With uniform weights.</summary>
    public static NpuNetwork Of<TModel>()
        where TModel : IModel<TModel> => Of<TModel>(ModelWeights.Random(TModel.Info, seed: 1));

    /// <summary>With given weights.</summary>
    public static NpuNetwork Of<TModel>(ModelWeights weights)
        where TModel : IModel<TModel>
    {
        ModelInfo info = TModel.Info;
        CalibrationProfile profile = info.Calibration ?? Calibrator.Run(info, weights, Enumerable.Range(0, 2).Select(i => CalibratedModel.Inputs(info, i)));
        return new NpuNetwork(info, weights, Pipeline.Quantize(info.Graph, profile, info.FloatScopes).Graph);
    }

    /// <summary>The network on a machine.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="sideBySide">Whether each core runs an inference of its own.</param>
    public NpuModel Compile(NpuMachine machine, bool sideBySide = false)
    {
        NpuCompilation compilation = NpuCompiler.Compile(Graph, machine, new NpuCompilerOptions { SideBySide = sideBySide });
        return compilation.Plan?.Link(Weights) ?? throw new System.InvalidOperationException(string.Join("; ", compilation.Failures));
    }
}

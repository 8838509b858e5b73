using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using ModelGen.Benchmarks;
using ModelGen.Benchmarks.Layers;
using ModelGen.Benchmarks.Npu;
using ModelGen.Benchmarks.Startup;
using ModelGen.Benchmarks.Tiles;

if (args is ["startup" or "generator-cold" or "layers" or "tiles" or "npu-validation" or "npu-compression", ..])
{
    return new RootCommand("Measurements of whole processes, layer by layer, of single products, and of NPUs.")
    {
        StartupCommand.Create(), GeneratorColdCommand.Create(), LayersCommand.Create(), TilesCommand.Create(), NpuValidationCommand.Create(), NpuCompressionCommand.Create(),
    }.Parse(args).Invoke();
}

// In one process, so that ModelGen and ONNX Runtime are measured side by side under the same conditions.
IConfig config = DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromTypes([typeof(InferenceBenchmarks<>), typeof(QuantizedInferenceBenchmarks<>), typeof(GeneratorBenchmarks), typeof(NpuBenchmarks)]).Run(args, config);
return 0;

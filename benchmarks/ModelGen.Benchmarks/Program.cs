using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using ModelGen.Benchmarks;
using ModelGen.Benchmarks.Startup;

if (args is ["startup" or "generator-cold", ..])
{
    return new RootCommand("Measurements of whole processes.") { StartupCommand.Create(), GeneratorColdCommand.Create() }.Parse(args).Invoke();
}

// In one process, so that ModelGen and ONNX Runtime are measured side by side under the same conditions.
IConfig config = DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromTypes([typeof(InferenceBenchmarks<>), typeof(QuantizedInferenceBenchmarks<>), typeof(GeneratorBenchmarks)]).Run(args, config);
return 0;

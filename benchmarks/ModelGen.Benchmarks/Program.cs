using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using ModelGen.Benchmarks;

// In one process, so that ModelGen and ONNX Runtime are measured side by side under the same conditions.
IConfig config = DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromTypes([typeof(InferenceBenchmarks<>), typeof(GeneratorBenchmarks)]).Run(args, config);

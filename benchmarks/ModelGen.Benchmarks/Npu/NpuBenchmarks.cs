using System.Collections.Generic;
using System.Linq;
using BenchmarkDotNet.Attributes;
using ModelGen.Compiler.Backends.Npu;
using ModelGen.Npu;
using ModelGen.Tests.Quantized;
using Zoo;

namespace ModelGen.Benchmarks.Npu;

/// <summary>ResNet-50 at 224×224 on NPUs: compiling it, its time alone, and its run with data and time, all on one core.</summary>
public class NpuBenchmarks
{
    private readonly NpuNetwork network = NpuNetwork.Of<ResNet50>();
    private Dictionary<string, Tensor> inputs = [];
    private NpuModel model = null!;
    private NpuEmulator emulator = null!;

    /// <summary>The preset.</summary>
    [Params("gemmini-16x16", "vta-pynq", "warboy", "ethos-u65-256", "ethos-u65-512", "ethos-u55-32")]
    public string Machine { get; set; } = "";

    /// <summary>Compiles and links once.</summary>
    [GlobalSetup]
    public void Setup()
    {
        NpuMachine machine = NpuPresets.Get(Machine);
        model = network.Compile(machine);
        emulator = new NpuEmulator(machine) { EventLimit = 0 };
        inputs = network.Info.Inputs.Zip(CalibratedModel.Inputs(network.Info, 0)).ToDictionary(p => p.First.Name, p => p.Second);
    }

    /// <summary>Quantized graph to plan.</summary>
    [Benchmark]
    public NpuCompilation Compile() => NpuCompiler.Compile(network.Graph, model.Plan.Machine);

    /// <summary>Cycles without data.</summary>
    [Benchmark]
    public long Time() => model.Programs.OfType<NpuProgram>().Sum(p => emulator.Time(p).Cycles);

    /// <summary>Results and cycles; what the host computes is in it.</summary>
    [Benchmark]
    public NpuModelRun Run() => model.Run(inputs, emulator);
}

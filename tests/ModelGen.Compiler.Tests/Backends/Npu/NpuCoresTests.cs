using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Npu;
using ModelGen.Npu;
using ModelGen.Tests;

namespace ModelGen.Compiler.Tests.Backends.Npu;

/// <summary>Machines of several cores: a part of each layer on every core, or an inference on each.</summary>
public class NpuCoresTests
{
    private static readonly int[] Seeds = RandomCases.Seeds(40, 200);

    [Theory]
    [InlineData("warboy-2pe")]
    [InlineData("ethos-u65-512")]
    public void Cores_share_the_channels_of_layers(string preset)
    {
        NpuMachine machine = NpuPresets.Get(preset);
        foreach (int seed in Seeds)
        {
            NpuCheck.Compare(NpuGraphTests.Draw(seed, allowsFloat: false), machine, $"seed {seed}");
        }

        NpuModel model = NpuCheck.Compare(TwoWideLayers(), machine, "two layers");
        Assert.Equal(machine.Cores, Assert.Single(model.Programs)!.Cores);
    }

    /// <summary>Whichever way is taken, the other one would not have been faster.</summary>
    [Theory]
    [InlineData("warboy-2pe")]
    [InlineData("ethos-u65-512")]
    public void One_core_computes_what_several_would_not_compute_faster(string preset)
    {
        NpuMachine machine = NpuPresets.Get(preset), alone = machine with { Cores = 1 };
        int shared = 0, single = 0;
        foreach (int seed in Seeds)
        {
            NpuGraph net = NpuGraphTests.Draw(seed, allowsFloat: false);
            NpuModel model = NpuCheck.Link(net.Build(), net.Parameters, machine), one = NpuCheck.Link(net.Build(), net.Parameters, alone);
            long cycles = Cycles(model), least = Cycles(one);
            Assert.True(cycles <= least, $"seed {seed}: {cycles} cycles, and {least} on one core");
            shared += model.Programs.Count(p => p!.Cores > 1);
            single += model.Programs.Count(p => p!.Cores == 1);
        }

        shared += Assert.Single(NpuCheck.Link(TwoWideLayers().Build(), TwoWideLayers().Parameters, machine).Programs)!.Cores > 1 ? 1 : 0;
        Assert.True(shared > 0 && single > 0);
    }

    [Fact]
    public void Each_core_computes_an_inference_of_its_own()
    {
        foreach (int seed in Seeds)
        {
            NpuGraph net = NpuGraphTests.Draw(seed, allowsFloat: seed % 3 == 0);
            NpuMachine machine = (seed % 2 == 0 ? NpuMachines.Presets[seed / 2 % NpuMachines.Presets.Count] : NpuMachines.Draw(net.Random)) with { Cores = net.Random.Next(2, 5) };
            IReadOnlyDictionary<string, Tensor>[] samples = [net.Inputs, .. Enumerable.Range(1, net.Random.Next(machine.Cores)).Select(_ => net.OtherInputs())];
            NpuModel model = NpuCheck.CompareSideBySide(net, samples, machine, $"seed {seed}");
            Assert.Equal(machine.Cores, model.Plan.Samples);
            Assert.All(model.Programs.OfType<NpuProgram>(), p => Assert.Equal(machine.Cores, p.Cores));
        }
    }

    /// <summary>Engines and memories on chip are each core's own; what cores share is external bandwidth.</summary>
    [Fact]
    public void Inferences_side_by_side_take_the_time_of_one_with_a_core_s_share_of_the_bandwidth()
    {
        NpuMachine machine = NpuPresets.Get("ethos-u65-512"), core = machine with { Cores = 1, Memories = machine.Memories.Select(m => m with { BytesPerSecond = m.BytesPerSecond / 2 }).ToArray() };
        NpuGraph net = TwoWideLayers();
        NpuModel both = NpuCheck.Link(net.Build(), net.Parameters, machine, sideBySide: true), one = NpuCheck.Link(net.Build(), net.Parameters, core);
        long cycles = Cycles(both), alone = Cycles(one);
        Assert.InRange(cycles, alone - (alone / 100), alone + (alone / 100));
        Assert.DoesNotContain("FENCE", both.Plan.Print(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "0 samples are given, but the plan of 'net' for 'warboy-2pe' runs 1 to 2 at a time.")]
    [InlineData(3, "3 samples are given, but the plan of 'net' for 'warboy-2pe' runs 1 to 2 at a time.")]
    public void As_many_inferences_as_cores_can_run(int samples, string message)
    {
        NpuGraph net = TwoWideLayers();
        NpuModel model = NpuCheck.Link(net.Build(), net.Parameters, NpuPresets.Get("warboy-2pe"), sideBySide: true);
        ArgumentException refused = Assert.Throws<ArgumentException>(() => model.RunSideBySide([.. Enumerable.Repeat(net.Inputs, samples)]));
        Assert.StartsWith(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_of_all_inferences_have_to_fit()
    {
        NpuMachine machine = NpuPresets.Get("ethos-u65-512");
        machine = machine with { Memories = machine.Memories.Select(m => m with { Bytes = 50_000 }).ToArray() };
        var net = new NpuGraph(1);
        net.Result(net.Table(net.Input(1, 100, 200, 1)));
        Assert.NotNull(NpuCompiler.Compile(net.Build(), machine).Plan);
        NpuCompilation both = NpuCompiler.Compile(net.Build(), machine, new NpuCompilerOptions { SideBySide = true });
        Assert.Contains("inputs and results need 80000 bytes", Assert.Single(both.Failures).Message, StringComparison.Ordinal);
    }

    private static NpuGraph TwoWideLayers()
    {
        var net = new NpuGraph(6);
        net.Result(net.Convolution(net.Convolution(net.Input(1, 24, 24, 64), 256, 3, 1, 1, new Pads(1, 1, 1, 1), 1), 256, 3, 1, 1, new Pads(1, 1, 1, 1), 1));
        return net;
    }

    private static long Cycles(NpuModel model)
    {
        var emulator = new NpuEmulator(model.Plan.Machine) { EventLimit = 0 };
        return model.Programs.OfType<NpuProgram>().Sum(p => emulator.Time(p).Cycles);
    }
}

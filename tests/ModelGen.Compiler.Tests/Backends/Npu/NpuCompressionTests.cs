using System.Linq;
using ModelGen.Npu;

namespace ModelGen.Compiler.Tests.Backends.Npu;

/// <summary>Weights as compressed streams: fewer bytes, and no more cycles, for the same bits.</summary>
public class NpuCompressionTests
{
    [Theory]
    [InlineData("ethos-u55-32")]
    [InlineData("ethos-u55-256")]
    [InlineData("ethos-u65-512")]
    public void Narrow_weights_are_loaded_as_streams(string name)
    {
        NpuMachine machine = NpuPresets.Get(name), plain = machine with { Dma = machine.Dma with { DecoderBytesPerCycle = 0 } };
        for (int seed = 0; seed < 4; seed++)
        {
            NpuGraph net = Net(seed, narrow: true);
            NpuModel streams = NpuCheck.Compare(net, machine, $"streams, seed {seed}"), bytes = NpuCheck.Compare(net, plain, $"bytes, seed {seed}");
            Assert.True(Streams(streams) > 0 && Streams(bytes) == 0);
            (long cyclesOfStreams, long bytesOfStreams) = Cost(streams);
            (long cyclesOfBytes, long bytesOfBytes) = Cost(bytes);
            Assert.True(cyclesOfStreams <= cyclesOfBytes && bytesOfStreams < bytesOfBytes, $"{name}, seed {seed}: {Cost(streams)} with streams, {Cost(bytes)} without");
        }
    }

    /// <summary>Uniform weights have no shorter form: nothing changes.</summary>
    [Fact]
    public void Uniform_weights_are_loaded_as_they_are() =>
        Assert.Equal(0, Streams(NpuCheck.Compare(Net(1, narrow: false), NpuPresets.Get("ethos-u55-128"), "uniform")));

    private static NpuGraph Net(int seed, bool narrow)
    {
        var net = new NpuGraph(seed) { HasNarrowWeights = narrow };
        int x = net.Input(1, 9, 9, 24);
        net.Result(net.Convolution(net.Convolution(x, 48, (3, 3), 1, 1, new Pads(1, 1, 1, 1), 1), 70, 1, 1, 1, Pads.None, 1));
        return net;
    }

    private static int Streams(NpuModel model) =>
        model.Programs.OfType<NpuProgram>().Sum(p => p.Code.Count(i => i.Operation is LoadOperation load && i[load.Compressed] > 0));

    private static (long Cycles, long Bytes) Cost(NpuModel model)
    {
        NpuRun[] runs = [.. model.Programs.OfType<NpuProgram>().Select(p => new NpuEmulator(model.Plan.Machine).Time(p))];
        return (runs.Sum(r => r.Cycles), runs.Sum(r => r.Traffic.ExternalRead.Sum()));
    }
}

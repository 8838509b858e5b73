using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Npu;

namespace ModelGen.Core.Tests.Npu.Compression;

/// <summary>Which loads of a program read streams instead, and that they load the same.</summary>
public class WeightCompressionTests
{
    private const int Part = 1024;

    private static readonly NpuMachine Machine = NpuPrograms.Machine;
    private static readonly byte[] Narrow = WeightGen.Normal(new Random(1), Part, 3), Wider = WeightGen.Normal(new Random(2), Part, 9), Noise = Bytes(new Random(3));

    [Fact]
    public void Weights_lie_as_streams_where_they_lay_and_are_loaded_from_there()
    {
        NpuProgram program = Program([.. Narrow, .. Wider], Load(0), Load(Part)), compressed = Compress(program);
        byte[] first = NpuWeightStream.Encode(Narrow), second = NpuWeightStream.Encode(Wider);
        Assert.Equal([first.Length, second.Length, 0], Lengths(compressed));
        Assert.Equal([.. first, .. new byte[Part - first.Length], .. second, .. new byte[Part - second.Length]], compressed.Constants[0].Bytes.ToArray());
        Assert.Equal(program.Regions, compressed.Regions);
        Assert.True(Time(compressed) < Time(program));
    }

    [Fact]
    public void A_load_that_gains_nothing_stays() => Assert.Equal([0, NpuWeightStream.Encode(Narrow).Length, 0], Lengths(Compress(Program([.. Noise, .. Narrow], Load(0), Load(Part)))));

    [Fact]
    public void A_machine_without_a_decoder_or_with_a_slow_one_gets_the_same_program()
    {
        foreach (int rate in new[] { 0, 1, 3 })
        {
            NpuMachine machine = Machine with { Dma = Machine.Dma with { DecoderBytesPerCycle = rate } };
            NpuProgram program = Program(Narrow, Load(0)) with { MachineHash = machine.Hash };
            Assert.Same(program, WeightCompression.Apply(program, machine));
        }

        // The DRAM gives 3.75 bytes a cycle.
        NpuMachine faster = Machine with { Dma = Machine.Dma with { DecoderBytesPerCycle = 4 } };
        Assert.NotEqual(0, Lengths(WeightCompression.Apply(Program(Narrow, Load(0)) with { MachineHash = faster.Hash }, faster))[0]);
    }

    /// <summary>Where a decoder is as fast as the DMA and the memory is no limit, fewer bytes are the gain.</summary>
    [Fact]
    public void Fewer_bytes_in_the_same_time_are_a_gain()
    {
        NpuMachine machine = Machine with
        {
            Dma = Machine.Dma with { DecoderBytesPerCycle = 16 },
            Memories = Machine.Memories.Select(m => m with { BytesPerSecond = 100_000_000_000 }).ToArray(),
        };
        NpuProgram program = Program(Narrow, Load(0)) with { MachineHash = machine.Hash }, compressed = WeightCompression.Apply(program, machine);
        Assert.NotEqual(0, Lengths(compressed)[0]);
        Assert.Equal(new NpuEmulator(machine).Time(program).Cycles, new NpuEmulator(machine).Time(compressed).Cycles);
    }

    /// <summary>What is read in two ways, or otherwise than whole into the weight buffer, stays as it is.</summary>
    [Theory]
    [InlineData("LD memory=1 space=wbuf ext=0 local=0 rows=1 cols=1 bytes=1000")]
    [InlineData("LD memory=1 space=spm ext=0 local=0 rows=1 cols=1 bytes=1024")]
    [InlineData("LD memory=1 space=param ext=1012 local=0 rows=1 cols=1 bytes=12")]
    [InlineData("CFG ld ext_row=16 local_row=8\nLD memory=1 space=wbuf ext=0 local=0 rows=2 cols=1 bytes=8")]
    [InlineData("ST memory=1 ext=64 local=0 rows=1 cols=1 bytes=1")]
    public void Weights_that_are_used_otherwise_too_stay(string other)
    {
        NpuProgram program = Program([.. Narrow, .. Narrow], other, "CFG ld ext_row=0 local_row=0", Load(0), Load(Part)), compressed = Compress(program);
        Assert.Equal([0, NpuWeightStream.Encode(Narrow).Length, 0], Lengths(compressed).TakeLast(3));
        Assert.Equal(1, Lengths(compressed).Count(l => l > 0));
        Assert.Equal(Narrow, compressed.Constants[0].Bytes.Take(Part));
    }

    [Fact]
    public void Weights_of_a_region_or_of_two_constants_stay()
    {
        NpuProgram program = Program([.. Narrow, .. Narrow], Load(0), Load(Part));
        NpuProgram region = program with { Regions = new[] { new NpuRegion(NpuRegionKind.Input, "w", 1, Part + 1000, 1) } };
        Assert.Equal([NpuWeightStream.Encode(Narrow).Length, 0, 0], Lengths(Compress(region)));
        NpuProgram cut = program with { Constants = new[] { new NpuConstant(1, 0, Narrow.Take(700).ToArray()), new NpuConstant(1, 700, Narrow.Skip(700).Concat(Narrow).ToArray()) } };
        Assert.Equal([0, NpuWeightStream.Encode(Narrow).Length, 0], Lengths(Compress(cut)));
    }

    /// <summary>A part that a load reads with another that gains nothing stays for all loads.</summary>
    [Fact]
    public void Loads_that_share_parts_change_together_or_not_at_all()
    {
        string[] loop = ["LOOP count=2", "STEP at=1 by0=1024 by1=0 by2=0", Load(0), "END"];
        NpuProgram program = Program([.. Narrow, .. Noise, .. Narrow], [.. loop, Load(0), Load(2 * Part)]), compressed = Compress(program);
        Assert.Equal([0, 0, NpuWeightStream.Encode(Narrow).Length, 0], Lengths(compressed));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_load_in_a_loop_or_of_several_cores_reads_as_much_each_time(int cores)
    {
        string[] lines = cores == 1 ? ["LOOP count=2", "STEP at=1 by0=1024 by1=1024 by2=0", Load(0), "END"] : ["CFG ld ext_core=1024", Load(0)];
        NpuProgram program = Program([.. Narrow, .. Wider], lines) with { Cores = cores }, compressed = Compress(program);
        int longest = NpuWeightStream.Encode(Wider).Length;
        Assert.True(NpuWeightStream.Encode(Narrow).Length < longest);
        Assert.Equal([longest, 0], Lengths(compressed));
    }

    /// <summary>The program with streams, which loads the same into the weight buffer of each core.</summary>
    private static NpuProgram Compress(NpuProgram program)
    {
        NpuProgram compressed = WeightCompression.Apply(program, Machine);
        Assert.Empty(NpuVerifier.Verify(compressed, Machine));
        Assert.Equal(Loaded(program), Loaded(compressed));
        Assert.Equal(compressed, NpuAssembler.Assemble(compressed.Disassemble(), Machine));
        Assert.Equal(compressed, NpuProgram.Read(compressed.Write()));
        return compressed;
    }

    private static IEnumerable<int[]> Loaded(NpuProgram program)
    {
        var debugger = new NpuDebugger(Machine, program, new NpuMemory(program, Machine));
        Assert.Null(debugger.Continue());
        return [.. Enumerable.Range(0, program.Cores).Select(core => debugger.Bytes(core, NpuSpace.Weights, 0, 1, 0, 1, 0, (int)Machine.WeightBytes).Values.ToArray())];
    }

    private static byte[] Bytes(Random random)
    {
        byte[] bytes = new byte[Part];
        random.NextBytes(bytes);
        return bytes;
    }

    private static long Time(NpuProgram program) => new NpuEmulator(Machine).Time(program).Cycles;

    /// <summary>The length of the stream of each load.</summary>
    private static int[] Lengths(NpuProgram program) =>
        [.. program.Code.Where(i => i.Operation is LoadOperation or HaltOperation).Select(i => i.Operation is LoadOperation load ? (int)i[load.Compressed] : 0)];

    private static string Load(int address) => $"LD memory=1 space=wbuf ext={address} local={address} rows=1 cols=1 bytes={Part}";

    /// <summary>A program with weights at the first address of the DRAM.</summary>
    private static NpuProgram Program(byte[] weights, params string[] lines) =>
        NpuAssembler.Assemble(string.Join("\n", lines) + "\nHALT", Machine) with { Constants = new[] { new NpuConstant(1, 0, weights) } };
}

using System;
using System.Linq;
using CsCheck;
using ModelGen.Npu;
using ModelGen.Tests;

namespace ModelGen.Core.Tests.Npu.Compression;

/// <summary>LD of compressed streams: what it writes, what it takes, and what it refuses.</summary>
public class CompressedLoadTests
{
    private static readonly NpuMachine Machine = NpuPrograms.Machine;

    [Theory]
    [InlineData("wbuf", NpuSpace.Weights)]
    [InlineData("spm", NpuSpace.Scratchpad)]
    public void It_writes_rows_of_columns_as_an_ordinary_load_does(string name, NpuSpace space) => Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9], Gen.Int[1, 30], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 100_000]).Check(
        200,
        drawn =>
        {
            (int rows, int columns, int bytes, int columnGap, int rowGap, int seed) = drawn;
            byte[] weights = WeightGen.Normal(new Random(seed), rows * columns * bytes, 9), stream = NpuWeightStream.Encode(weights);
            int column = bytes + columnGap, row = (columns * column) + rowGap;
            string Load(int length, string compressed) => $"""
                .region input w 1 0 {length}
                CFG ld ext_row={columns * bytes} ext_col={bytes} local_row={row} local_col={column}
                LD memory=1 space={name} ext=0 local=3 rows={rows} cols={columns} bytes={bytes}{compressed}
                HALT
                """;
            Assert.Equal(
                Loaded(Load(weights.Length, ""), weights, space, 3 + (rows * row)),
                Loaded(Load(stream.Length, $" compressed={stream.Length}"), stream, space, 3 + (rows * row)));
        });

    /// <summary>Work is what the DMA needs for the stream; the decoder and the memory slow it down, whichever is slower, and none of both takes the blame of the other.</summary>
    [Fact]
    public void It_takes_what_its_closed_form_says() => Gen.Select(Gen.Int[1, 4000], Gen.Int[1, 4000], Gen.Int[1, 20], Gen.Int[1, 40], Gen.Int[1, 32], Gen.Int[0, 63]).Check(
        500,
        drawn =>
        {
            (int bytes, int compressed, int decoder, int bandwidth, int dma, int address) = drawn;
            NpuMachine machine = Machine with
            {
                Dma = Machine.Dma with { DecoderBytesPerCycle = decoder, BytesPerCycle = dma },
                Memories = Machine.Memories.Select(m => m with { BytesPerSecond = bandwidth * 1_000_000_000L }).ToArray(),
            };
            NpuProgram program = NpuAssembler.Assemble($".region input w 1 0 8192\nLD memory=1 space=wbuf ext={address} local=0 rows=1 cols=1 bytes={bytes} compressed={compressed}\nHALT", machine);
            NpuRun run = new NpuEmulator(machine).Time(program);
            long bursts = NpuTiming.BurstBytes(machine.Dma.BurstBytes, address, 1, 0, 1, 0, compressed);
            long work = Up(bursts, dma), duration = Math.Max(work, Math.Max(Up(bytes, decoder), Up(bursts, bandwidth)));
            NpuCost cost = NpuTiming.LoadCompressed(machine, 1, NpuSpace.Weights, bursts, bytes);
            Assert.Equal(machine.Dma.StartUpCycles + machine.Memories[1].ReadLatencyCycles + duration, NpuTiming.Alone(machine, cost));
            Assert.Equal(NpuTiming.Alone(machine, cost), run.Events[0].Ended - run.Events[0].Began);
            NpuEngineRun load = run.Engines.Single(e => e.Engine == NpuEngine.Load);
            NpuCause limit = Up(bytes, decoder) > Up(bursts, bandwidth) ? NpuCause.Decoder : NpuCause.Bandwidth;
            Assert.Equal((work, duration - work), (load.Of(NpuCause.Work), load.Of(NpuCause.Decoder) + load.Of(NpuCause.Bandwidth)));
            Assert.True(Up(bytes, decoder) == Up(bursts, bandwidth) || duration - work == load.Of(limit));
            Assert.Equal((bursts, (long)bytes, bursts, (long)bytes), (run.Traffic.Compressed, run.Traffic.Decoded, run.Traffic.ExternalRead[1], run.Traffic.Weights));
        });

    [Fact]
    public void Energy_is_that_of_the_bytes_of_the_stream()
    {
        NpuEnergy Energy(string compressed) => new NpuEmulator(Machine).Time(NpuAssembler.Assemble(
            $".region input w 1 0 4096\nLD memory=1 space=wbuf ext=0 local=0 rows=1 cols=1 bytes=4096{compressed}\nHALT", Machine)).Energy;
        NpuEnergy whole = Energy(""), stream = Energy(" compressed=1024");
        Assert.Equal(whole.Weights, stream.Weights);
        Assert.Equal(whole.External[1], 4 * stream.External[1], 6);
    }

    [Theory]
    [InlineData("LD memory=1 space=wbuf ext=0 local=0 rows=1 cols=1 bytes=9 compressed=101", "'ext' reaches from 0 to 100 of memory 'dram', which is not within the program's regions and constants.")]
    [InlineData("LD memory=1 space=param ext=0 local=0 rows=1 cols=1 bytes=9 compressed=5", "LD decodes a compressed stream into the parameter memory, but streams are decoded into the scratchpad and the weight buffer alone.")]
    [InlineData("LD memory=1 space=lut ext=0 local=0 rows=1 cols=1 bytes=9 compressed=5", "LD decodes a compressed stream into the table memory, but streams are decoded into the scratchpad and the weight buffer alone.")]
    [InlineData("CFG ld pad_left=1\nLD memory=1 space=spm ext=0 local=0 rows=1 cols=1 bytes=9 compressed=5", "LD decodes a compressed stream with fill around it; set 'pad_top', 'pad_bottom', 'pad_left' and 'pad_right' to 0.")]
    public void A_load_that_cannot_be_is_refused(string lines, string message) =>
        Assert.Contains(NpuVerifier.Verify(NpuAssembler.Assemble($".region input w 1 0 100\n{lines}\nHALT", Machine), Machine), d => d.EndsWith(message, StringComparison.Ordinal));

    [Fact]
    public void A_machine_without_a_decoder_decodes_nothing()
    {
        NpuMachine machine = Machine with { Dma = Machine.Dma with { DecoderBytesPerCycle = 0 } };
        NpuProgram program = NpuAssembler.Assemble(".region input w 1 0 100\nLD memory=1 space=wbuf ext=0 local=0 rows=1 cols=1 bytes=9 compressed=5\nHALT", machine);
        Assert.Equal(["Instruction 0: LD decodes a compressed stream, but machine 'ethos-u65-512' has no decoder."], NpuVerifier.Verify(program, machine));
    }

    [Fact]
    public void A_malformed_stream_stops_the_run_at_its_load()
    {
        const string Text = ".region input w 1 0 3\nFENCE\nLD memory=1 space=wbuf ext=0 local=0 rows=1 cols=1 bytes=9 compressed=3\nHALT";
        Assert.Equal(
            "Instruction 1: The compressed stream is of 1 bytes, but 9 are decoded.",
            Assert.Throws<NpuProgramException>(() => Loaded(Text, [2, 0x0b, 0], NpuSpace.Weights, 9)).Message);
    }

    [Fact]
    public void Bytes_behind_the_stream_are_not_read()
    {
        const string Text = ".region output w 1 0 64\n.constant 1 64\n.bytes 0200\nLD memory=1 space=wbuf ext=64 local=0 rows=1 cols=1 bytes=9 compressed=2\nHALT";
        NpuProgram program = NpuAssembler.Assemble(Text, Machine);
        Assert.Equal(Machine.Dma.BurstBytes, new NpuEmulator(Machine) { Checked = true }.Time(program).Traffic.ExternalRead[1]);
        NpuProgram beyond = NpuAssembler.Assemble(Text.Replace("ext=64", "ext=63", StringComparison.Ordinal), Machine);
        Assert.EndsWith("which nothing has written before.", Assert.Throws<NpuProgramException>(() => new NpuEmulator(Machine) { Checked = true }.Time(beyond)).Message);
    }

    private static int[] Loaded(string text, byte[] input, NpuSpace space, int bytes)
    {
        NpuProgram program = NpuAssembler.Assemble(text, Machine);
        var memory = new NpuMemory(program, Machine);
        memory.Write("w", input);
        var debugger = new NpuDebugger(Machine, program, memory, check: true);
        Assert.Null(debugger.Continue());
        return debugger.Bytes(0, space, 0, 1, 0, 1, 0, bytes).Values.ToArray();
    }

    private static long Up(long value, long by) => (value + by - 1) / by;
}

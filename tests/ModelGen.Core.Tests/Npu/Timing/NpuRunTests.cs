using System.Collections.Generic;
using System.Linq;
using CsCheck;
using ModelGen.Npu;
using ModelGen.Tests;

namespace ModelGen.Core.Tests.Npu.Timing;

public class NpuRunTests
{
    [Fact]
    public void The_cycles_of_every_engine_add_up() => RandomPrograms.Any.Check(
        400,
        drawn =>
        {
            (NpuMachine machine, NpuProgram program) = drawn;
            NpuRun run = new NpuEmulator(machine).Time(program);
            Assert.Equal(5 * program.Cores, run.Engines.Count);
            Assert.All(run.Engines, e => Assert.Equal(run.Cycles, e.Cycles.Sum(c => c.Count)));
            var ended = new Dictionary<(int, NpuEngine), long>();
            foreach (NpuEvent item in run.Events)
            {
                ended.TryGetValue((item.Core, item.Engine), out long before);
                Assert.Equal(item.Ended - before, run.PartsOf(item).Sum(p => p.Count));
                Assert.All(run.PartsOf(item), p => Assert.True(p.Count > 0));
                Assert.True(item.Dispatched <= item.Began && before <= item.Began && item.Began <= item.Ended);
                Assert.True(item.ReleasedBy < 0 || run.Events[item.ReleasedBy].Ended == item.Began);
                ended[(item.Core, item.Engine)] = item.Ended;
            }

            Assert.All(run.Engines.Where(e => e.Engine != NpuEngine.Front), e => Assert.Equal(
                run.Events.Where(v => v.Core == e.Core && v.Engine == e.Engine).SelectMany(v => run.PartsOf(v)).Where(p => p.Cause == NpuCause.Work).Sum(p => p.Count),
                e.Of(NpuCause.Work)));
            Assert.Equal(run.Events.Count, run.Layers.Sum(l => l.Instructions));
            Assert.Equal(run.Events.Max(e => e.Ended), run.Layers.Sum(l => l.Added));
            Assert.Equal(run.Parts.Sum(p => p.Count), run.Layers.SelectMany(l => l.Engines).SelectMany(e => e.Cycles).Sum(p => p.Count));
        });

    [Fact]
    public void No_instruction_is_faster_than_alone_and_none_alone_is_slower() => RandomPrograms.Any.Check(
        200,
        drawn =>
        {
            (NpuMachine machine, NpuProgram program) = drawn;
            NpuRun run = new NpuEmulator(machine).Time(program);
            foreach (NpuEvent item in run.Events)
            {
                bool alone = !run.Events.Any(e => e != item && e.Began < item.Ended && item.Began < e.Ended);
                long shortest = run.PartsOf(item).Where(p => p.Cause is NpuCause.Work or NpuCause.Control or NpuCause.StartUp or NpuCause.Fill or NpuCause.ReadLatency or NpuCause.WriteLatency).Sum(p => p.Count);
                Assert.True(item.Ended - item.Began >= shortest);
                if (alone && program.Code[item.Instruction].Operation is LoadOperation load && machine.Scratchpad.WriteBytesPerCycle >= machine.Dma.BytesPerCycle)
                {
                    NpuInstruction instruction = program.Code[item.Instruction];
                    long bytes = instruction[load.Rows] * instruction[load.Columns] * instruction[load.Bytes];
                    bool whole = instruction[load.Columns] == 1;
                    long bursts = NpuTiming.BurstBytes(machine.Dma.BurstBytes, instruction[load.External], instruction[load.Rows], 64, instruction[load.Columns], whole ? 0 : 8, instruction[load.Bytes]);
                    Assert.Equal(item.Ended - item.Began, NpuTiming.Alone(machine, NpuTiming.Load(machine, (int)instruction[load.Memory], (NpuSpace)instruction[load.Space], bursts, bytes)));
                }
            }
        });

    [Fact]
    public void A_run_repeats_itself_and_does_not_depend_on_data() => Gen.Select(RandomPrograms.Any, Gen.Byte.Array[4096], Gen.Byte.Array[4096]).Check(
        100,
        drawn =>
        {
            ((NpuMachine machine, NpuProgram program), byte[] first, byte[] second) = drawn;
            var emulator = new NpuEmulator(machine);
            NpuRun run = emulator.Time(program);
            Assert.Equal(run, emulator.Time(program));
            foreach (byte[] data in new[] { first, second })
            {
                var memory = new NpuMemory(program, machine);
                memory.Write("c", data);
                try
                {
                    Assert.Equal(run, emulator.Run(program, memory));
                }
                catch (NpuProgramException e)
                {
                    Assert.Contains("The parameters of channel", e.Message);
                }
            }
        });

    /// <summary>12 folds of K by 3 of N, as SCALE-Sim lays AlexNet's first convolution over the array; its golden count is the number, from 0 on, of the last cycle.</summary>
    [Fact]
    public void Preloads_and_products_take_the_golden_count_of_ScaleSim()
    {
        NpuMachine machine = NpuPresets.Get("gemmini-16x16") with
        {
            Array = new SystolicArray { Rows = 32, Columns = 32, PreloadHidden = false },
            ArrayStartUpCycles = 0,
            Scratchpad = new Scratchpad { Bytes = 2 << 20, Banks = 1, ReadBytesPerCycle = 32, WriteBytesPerCycle = 32 },
            AccumulatorBytes = 2 << 20,
        };
        NpuProgram program = NpuAssembler.Assemble(
            """
            CFG mx in_col=384 weight_row=96 acc_col=384
            LOOP count=3
            STEP at=5 by0=32 by1=0 by2=0
            STEP at=5 by0=0 by1=128 by2=0
            LOOP count=12
            STEP at=2 by0=3072 by1=0 by2=0
            STEP at=2 by0=32 by1=0 by2=0
            PRELOAD weights=0 depth=32 width=32
            MM src=0 acc=0 rows=3025 depth=32 width=32 accumulate=yes
            END
            END
            HALT
            """,
            machine);
        NpuRun run = new NpuEmulator(machine).Time(program);
        NpuEvent first = run.Events.First(e => program.Code[e.Instruction].Operation is PreloadOperation);
        Assert.Equal(112_283, run.Events[^1].Ended - first.Began - 1);
        Assert.Equal(36 * 3025, run.Engines[3].Of(NpuCause.Work));
    }

    /// <summary>A product of r rows takes r + 16 + 8 − 2 cycles, a load 16; the second load is dispatched a cycle behind the first product.</summary>
    [Theory]
    [InlineData(true, 1, 16 + 23 + 23)]
    [InlineData(false, 1, 16 + 23 + 16 + 23)]
    [InlineData(true, 100, 16 + 122 + 122)]
    [InlineData(false, 100, 16 + 122 + 16 + 122)]
    public void A_hidden_preload_runs_ahead_behind_the_product_before_it(bool hidden, int rows, long cycles)
    {
        NpuMachine machine = NpuPresets.Get("gemmini-16x16") with { Array = new SystolicArray { Rows = 16, Columns = 8, PreloadHidden = hidden }, ArrayStartUpCycles = 0 };
        string pair = $"PRELOAD weights=0 depth=16 width=8\nMM src=0 acc=0 rows={rows} depth=16 width=8\n";
        Assert.Equal(cycles, Matrix(machine, "CFG mx in_col=16 acc_col=32 weight_row=8\nFENCE\n" + pair + pair));
        Assert.Equal(16 + (2 * (rows + 22)) + 1 + 16, Matrix(machine, "CFG mx in_col=16 acc_col=32 weight_row=8\nSIG vx count=1 signal=s0\nFENCE\n" + pair + "WAIT mx count=1 wait=s0\n" + pair));
    }

    [Fact]
    public void Loads_and_stores_take_turns_at_one_dma_engine()
    {
        const string Text = """
            .region output r 0 0 8192
            .region input w 1 0 4096
            LOOP count=4
            LD memory=1 space=spm ext=0 local=0 rows=1 cols=1 bytes=1024
            ST memory=0 ext=0 local=2048 rows=1 cols=1 bytes=1024
            END
            HALT
            """;
        NpuMachine two = RandomPrograms.Machine, one = two with { Dma = two.Dma with { Engines = 1 } };
        NpuRun apart = new NpuEmulator(two).Time(NpuAssembler.Assemble(Text, two)), turns = new NpuEmulator(one).Time(NpuAssembler.Assemble(Text, one));
        Assert.Equal(0, apart.Engines.Sum(e => e.Of(NpuCause.DmaShared)));
        Assert.Equal([NpuEngine.Load, NpuEngine.Store, NpuEngine.Load, NpuEngine.Store, NpuEngine.Load, NpuEngine.Store, NpuEngine.Load, NpuEngine.Store], turns.Events.Select(e => e.Engine));
        Assert.True(turns.Cycles > apart.Cycles);
        Assert.All(turns.Events.Zip(turns.Events.Skip(1)), e => Assert.Equal(e.First.Ended, e.Second.Began));
    }

    /// <summary>Both cores read 4096 bytes at 16 bytes a cycle each, from a memory of 3.75 bytes a cycle.</summary>
    [Fact]
    public void Cores_share_the_bandwidth_of_a_memory()
    {
        NpuMachine machine = NpuPrograms.Machine;
        NpuProgram Load(int cores) => NpuAssembler.Assemble($".cores {cores}\n.region input w 1 0 4096\nLD memory=1 space=wbuf ext=0 local=0 rows=1 cols=1 bytes=4096\nHALT", machine);
        NpuRun one = new NpuEmulator(machine).Time(Load(1)), both = new NpuEmulator(machine).Time(Load(2));
        Assert.Equal(1 + 16 + 500 + 1093, one.Cycles);
        Assert.Equal(1 + 16 + 500 + 2185, both.Cycles);
        Assert.Equal([new NpuCycles(NpuCause.StartUp, 0, 16), new(NpuCause.ReadLatency, 1, 500), new(NpuCause.Work, 0, 256), new(NpuCause.Bandwidth, 1, 2185 - 256)], both.PartsOf(both.Events[1]).Skip(1));
    }

    /// <summary>
    /// A pool reads 32 bytes a cycle of a bank that gives 32, for 640 cycles; a store reads 16 beside it, for 250. Both have two thirds of their speed while the store lasts, 375 cycles.
    /// </summary>
    [Theory]
    [InlineData(0, 125)]
    [InlineData(8192, 0)]
    public void Engines_share_the_ports_of_a_bank(int local, long lost)
    {
        NpuMachine machine = NpuPrograms.Machine with { VectorLanes = 32 };
        string text = $"""
            .region output r 0 0 8192
            CFG vx in_h=4 in_w=4 kernel_h=4 kernel_w=4
            CFG vx stride_h=0 stride_w=0 out_row=32
            FENCE
            POOL op=max src=0 out=4096 rows=40 cols=1 channels=32
            ST memory=0 ext=0 local={local} rows=1 cols=1 bytes=4000
            HALT
            """;
        NpuRun run = new NpuEmulator(machine).Time(NpuAssembler.Assemble(text, machine));
        Assert.Equal((250, 640), (run.Engines[2].Of(NpuCause.Work), run.Engines[4].Of(NpuCause.Work)));
        Assert.Equal((lost, lost), (run.Engines[2].Of(NpuCause.ReadPort), run.Engines[4].Of(NpuCause.ReadPort)));
    }

    /// <summary>A pool that reads 32 bytes a cycle out of 1024, and writes as many bytes as fit in one bank, beside banks whose ports give 8.</summary>
    [Theory]
    [InlineData(0, 4)]
    [InlineData(16, 1)]
    [InlineData(512, 2)]
    public void Interleaved_banks_read_a_tile_together(int interleave, int slower)
    {
        NpuMachine machine = NpuPrograms.Machine with
        {
            VectorLanes = 32,
            Scratchpad = new Scratchpad { Bytes = 16384, Banks = 8, InterleaveBytes = interleave, ReadBytesPerCycle = 8, WriteBytesPerCycle = 32 },
        };
        const string Text = """
            CFG vx in_h=4 in_w=8 kernel_h=4 kernel_w=8
            CFG vx a_row=256 a_col=32 stride_h=0 stride_w=0
            CFG vx out_row=32
            POOL op=max src=0 out=8192 rows=40 cols=1 channels=32
            HALT
            """;
        NpuProgram program = NpuAssembler.Assemble(Text, machine);
        NpuEvent pool = new NpuEmulator(machine).Time(program).Events[^1];
        Assert.Equal(slower * 40 * 32, pool.Ended - pool.Began);
        Assert.Equal(pool.Ended - pool.Began, NpuTiming.Alone(machine, NpuTiming.Pool(machine, 40, 32, 32), readRange: 1024, writeRange: 1280));
    }

    private static long Matrix(NpuMachine machine, string text)
    {
        NpuProgram program = NpuAssembler.Assemble(text + "\nHALT", machine);
        NpuRun run = new NpuEmulator(machine).Time(program);
        return run.Events[^1].Ended - run.Events.First(e => program.Code[e.Instruction].Operation is PreloadOperation).Began;
    }
}

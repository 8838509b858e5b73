using System.Linq;
using ModelGen.Core.Tests.Npu.Timing;
using ModelGen.Npu;
using ModelGen.Tests;

namespace ModelGen.Core.Tests.Npu.Checking;

public class CheckedModeTests
{
    private const string Head = """
        .region input a 0 0 4096
        .region scratch b 0 4096 4096
        .layer "first" "a.cs" 1 1
        .layer "second" "a.cs" 2 1
        CFG mx in_row=8 in_col=8 acc_row=32 acc_col=32
        CFG vx a_row=8 a_col=8 out_row=8 out_col=8
        MARK layer=0

        """;

    [Theory]
    [InlineData(
        "read before what is written", "LD memory=0 space=spm ext=0 local=64 rows=1 cols=1 bytes=64\nMARK layer=1\nST memory=0 ext=4096 local=100 rows=1 cols=1 bytes=8",
        "Instruction 5 (ST on st, layer 'second') reads 'local' at 100 of the scratchpad, but instruction 3 (LD on ld, layer 'first') writes it, and nothing orders the two; let a semaphore or FENCE do so.")]
    [InlineData(
        "written while it is read", "LD memory=0 space=spm ext=0 local=64 rows=1 cols=1 bytes=64 signal=s0\nST memory=0 ext=4096 local=64 rows=1 cols=1 bytes=64 wait=s0\nLD memory=0 space=spm ext=0 local=120 rows=1 cols=1 bytes=64",
        "Instruction 4 (ST on st, layer 'first') reads 'local' at 120 of the scratchpad, but instruction 5 (LD on ld, layer 'first') writes it, and nothing orders the two; let a semaphore or FENCE do so.")]
    [InlineData(
        "written after it was read", "LD memory=0 space=spm ext=0 local=64 rows=1 cols=1 bytes=64 signal=s0\nST memory=0 ext=4096 local=64 rows=1 cols=1 bytes=64 wait=s0\nLD memory=0 space=spm ext=0 local=0 rows=1 cols=1 bytes=8\nLD memory=0 space=spm ext=0 local=120 rows=1 cols=1 bytes=64",
        "Instruction 6 (LD on ld, layer 'first') writes 'local' at 120 of the scratchpad, but instruction 4 (ST on st, layer 'first') reads it, and nothing orders the two; let a semaphore or FENCE do so.")]
    [InlineData(
        "written twice", "LD memory=0 space=spm ext=0 local=64 rows=1 cols=1 bytes=64 signal=s0\nVEC op=max a=64 b=64 out=0 rows=1 cols=1 channels=8 wait=s0\nLD memory=0 space=spm ext=0 local=0 rows=1 cols=1 bytes=8",
        "Instruction 4 (VEC on vx, layer 'first') writes 'out' at 0 of the scratchpad, but instruction 5 (LD on ld, layer 'first') writes it, and nothing orders the two; let a semaphore or FENCE do so.")]
    [InlineData(
        "external memory", "LD memory=0 space=spm ext=0 local=0 rows=1 cols=1 bytes=8 signal=s0\nST memory=0 ext=8 local=0 rows=1 cols=1 bytes=8 wait=s0\nLD memory=0 space=spm ext=12 local=64 rows=1 cols=1 bytes=8",
        "Instruction 4 (ST on st, layer 'first') writes 'ext' at 12 of memory 'sram', but instruction 5 (LD on ld, layer 'first') reads it, and nothing orders the two; let a semaphore or FENCE do so.")]
    [InlineData(
        "columns between those that are written", "CFG ld local_col=16 ext_col=8\nLD memory=0 space=spm ext=0 local=0 rows=1 cols=4 bytes=8 signal=s0\nCFG st local_col=16 ext_col=8\nST memory=0 ext=4096 local=8 rows=1 cols=3 bytes=8 wait=s0",
        "Instruction 6 (ST on st, layer 'first') reads 'local' at 8 of the scratchpad, which nothing has written before.")]
    [InlineData(
        "accumulators", "RED op=sum axis=space src=0 out=0 rows=1 cols=1 channels=4",
        "Instruction 3 (RED on vx, layer 'first') reads 'src' at 0 of the scratchpad, which nothing has written before.")]
    [InlineData(
        "scratch memory", "LD memory=0 space=spm ext=5000 local=0 rows=1 cols=1 bytes=8",
        "Instruction 3 (LD on ld, layer 'first') reads 'ext' at 5000 of memory 'sram', which nothing has written before.")]
    [InlineData(
        "a semaphore that another load signals", "LD memory=0 space=spm ext=0 local=0 rows=1 cols=1 bytes=8 signal=s0\nLD memory=0 space=spm ext=0 local=8 rows=1 cols=1 bytes=8\nST memory=0 ext=4096 local=8 rows=1 cols=1 bytes=8 wait=s0",
        "Instruction 5 (ST on st, layer 'first') reads 'local' at 8 of the scratchpad, but instruction 4 (LD on ld, layer 'first') writes it, and nothing orders the two; let a semaphore or FENCE do so.")]
    [InlineData(
        "a result over its operand", "LD memory=0 space=spm ext=0 local=0 rows=1 cols=1 bytes=64 signal=s0\nWAIT vx count=1 wait=s0\nMVX space=spm src=0 out=4 rows=1 cols=1 bytes=16",
        "Instruction 5 (MVX on vx, layer 'first') writes 'out' at 4 to 19 of the scratchpad over 'src' at 0 to 15, which it has yet to read.")]
    public void A_wrong_access_is_said_to(string _, string lines, string message)
    {
        Assert.Equal(message, Assert.Throws<NpuProgramException>(() => Check(Head + lines + "\nHALT", NpuPrograms.Machine)).Message);
    }

    [Theory]
    [InlineData("LD memory=0 space=spm ext=0 local=0 rows=1 cols=1 bytes=64\nFENCE\nST memory=0 ext=4096 local=0 rows=1 cols=1 bytes=64\nFENCE\nLD memory=0 space=spm ext=4096 local=0 rows=1 cols=1 bytes=64")]
    [InlineData("LD memory=0 space=spm ext=0 local=0 rows=1 cols=1 bytes=8\nLD memory=0 space=spm ext=0 local=8 rows=1 cols=1 bytes=8 signal=s0\nST memory=0 ext=4096 local=0 rows=1 cols=1 bytes=16 wait=s0")]
    [InlineData("LD memory=0 space=spm ext=0 local=0 rows=1 cols=1 bytes=64 signal=s0\nSIG mx count=1 wait=s0 signal=s1\nVEC op=max a=0 b=0 out=0 rows=1 cols=1 channels=64 wait=s1")]
    public void What_is_ordered_passes(string lines) => Check(Head + lines + "\nHALT", NpuPrograms.Machine);

    /// <summary>The semaphore of the weights is not needed: the input that is waited for comes behind them through the same queue.</summary>
    [Fact]
    public void A_double_buffered_convolution_is_clean_and_without_one_semaphore_it_is_not()
    {
        NpuMachine machine = NpuPrograms.Machine;
        Check(NpuPrograms.Convolution, machine);
        foreach (string signal in new[] { "input_ready", "input_free", "acc_ready", "acc_free", "output_ready", "output_free" })
        {
            NpuProgram program = NpuAssembler.Assemble(NpuPrograms.Convolution, machine);
            int semaphore = program.Semaphores.ToList().IndexOf(signal);
            NpuInstruction[] code = [.. program.Code.Select(i => i.WithSemaphores((ushort)(i.Wait & ~(1 << semaphore)), (ushort)(i.Signal & ~(1 << semaphore))))];
            Assert.Matches("nothing orders the two|nothing has written before", Assert.Throws<NpuProgramException>(() => new NpuEmulator(machine) { Checked = true }.Time(program with { Code = code })).Message);
        }
    }

    [Theory]
    [InlineData("FENCE", false)]
    [InlineData("FENCE scope=all", true)]
    public void Cores_are_ordered_by_a_fence_of_all(string fence, bool clean)
    {
        string text = $"""
            .cores 2
            .region input a 0 0 4096
            .region output b 0 4096 4096
            LD memory=0 space=spm ext=0 local=0 rows=1 cols=1 bytes=64
            CFG st ext_core=64
            FENCE
            ST memory=0 ext=4096 local=0 rows=1 cols=1 bytes=64
            {fence}
            CFG ld ext_core=-64
            LD memory=0 space=spm ext=4160 local=0 rows=1 cols=1 bytes=64
            HALT
            """;
        if (clean)
        {
            Check(text, NpuPrograms.Machine);
        }
        else
        {
            Assert.Throws<NpuProgramException>(() => Check(text, NpuPrograms.Machine));
        }
    }

    /// <summary>
    /// The first access that is wrong, in the order of the run, is found where an oracle finds one that goes byte by byte and asks of each pair whether a path of queues, semaphores and fences leads
    /// from the one to the other.
    /// </summary>
    [Fact]
    public void Random_programs_are_clean_where_every_pair_of_accesses_is_ordered()
    {
        int clean = 0, wrong = 0;
        RandomPrograms.Short.Check(
            300,
            drawn =>
            {
                (NpuMachine machine, NpuProgram program) = drawn;
                NpuRun run = new NpuEmulator(machine).Time(program);
                bool expected = OrderOracle.IsClean(program, machine, run);
                string? message = null;
                try
                {
                    new NpuEmulator(machine) { Checked = true }.Time(program);
                }
                catch (NpuProgramException e)
                {
                    message = e.Message;
                }

                Assert.True(expected == message is null, $"{message}\n{program.Disassemble()}");
                (clean, wrong) = expected ? (clean + 1, wrong) : (clean, wrong + 1);
            });
        Assert.True(clean > 30 && wrong > 30, $"{clean} clean, {wrong} wrong");
    }

    private static void Check(string text, NpuMachine machine) => new NpuEmulator(machine) { Checked = true }.Time(NpuAssembler.Assemble(text, machine));
}

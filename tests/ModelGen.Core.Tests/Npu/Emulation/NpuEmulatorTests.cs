using System;
using System.Linq;
using CsCheck;
using ModelGen.Npu;
using ModelGen.Numerics;
using ModelGen.Tests;

namespace ModelGen.Core.Tests.Npu.Emulation;

public class NpuEmulatorTests
{
    private static readonly NpuMachine Machine = NpuPrograms.Machine;

    [Fact]
    public void Every_operation_of_an_engine_can_be_executed() =>
        Assert.All(NpuIsa.Operations.Where(o => o.Engine != NpuEngine.Front), o => Assert.True(Execution.Knows(o), o.Mnemonic));

    /// <summary>The double-buffered program gives what straight-line arithmetic gives.</summary>
    [Fact]
    public void The_program_by_hand_computes_a_convolution()
    {
        var random = new Random(7);
        byte[] image = new byte[2304], filter = new byte[1152];
        random.NextBytes(image);
        random.NextBytes(filter);
        Array.Fill(image, unchecked((byte)-3), 0, 128);
        Array.Fill(image, unchecked((byte)-3), 17 * 128, 128);
        (int Bias, int Scale, int Shift)[] channels = [.. Enumerable.Range(0, 16).Select(i => ((i * 1000) - 8000, BitConverter.SingleToInt32Bits(0.0004f * (i + 1)), 0))];
        var memory = new NpuMemory(NpuPrograms.Convolved, Machine);
        memory.Write("image", image);
        memory.Write("filter", filter);
        memory.Write("parameters", EmulatorFixture.Parameters(channels));
        new NpuEmulator(Machine).Run(NpuPrograms.Convolved, memory);
        byte[] result = memory.Read("result");
        for (int i = 0; i < result.Length; i++)
        {
            int y = i / 256, x = i / 16 % 16, o = i % 16, sum = channels[o].Bias;
            for (int k = 0; k < 72; k++)
            {
                int row = y + (k / 24), column = x + (k / 8 % 3) - 1;
                sum += column is < 0 or > 15 ? 0 : ((sbyte)image[(row * 128) + (column * 8) + (k % 8)] + 3) * (sbyte)filter[(k * 16) + o];
            }

            Assert.Equal(new Requantization(RoundingRule.Onnx, 0.0004f * (o + 1), 1, 1).Apply(sum, 5, 5, 127), (sbyte)result[i]);
        }
    }

    [Fact]
    public void A_load_fills_around_and_a_store_takes_strides()
    {
        const string Text = """
            .region output out 0 0 60
            .constant 1 100
            .bytes 010203040506070809
            CFG ld pad_top=1 pad_left=1 pad_right=2 fill=170
            CFG ld ext_row=3 ext_col=1 local_row=5 local_col=1
            LD memory=1 space=spm ext=101 local=0 rows=2 cols=2 bytes=1
            FENCE
            CFG vx a_row=5 out_row=5 a_col=1 out_col=2
            MVX src=0 out=30 rows=1 cols=5 bytes=1
            FENCE
            CFG st local_row=5 local_col=1 ext_row=20 ext_col=2
            ST memory=0 ext=0 local=0 rows=3 cols=5 bytes=1
            ST memory=0 ext=11 local=30 rows=1 cols=1 bytes=9
            HALT
            """;
        NpuProgram program = NpuAssembler.Assemble(Text, Machine);
        var memory = new NpuMemory(program, Machine);
        new NpuEmulator(Machine).Run(program, memory);
        byte[] o = memory.Read("out");
        Assert.Equal(new byte[] { 170, 170, 170, 170, 170 }, new[] { o[0], o[2], o[4], o[6], o[8] });
        Assert.Equal(new byte[] { 170, 2, 3, 170, 170 }, new[] { o[20], o[22], o[24], o[26], o[28] });
        Assert.Equal(new byte[] { 170, 5, 6, 170, 170 }, new[] { o[40], o[42], o[44], o[46], o[48] });
        Assert.Equal(new byte[] { 170, 0, 170, 0, 170, 0, 170, 0, 170 }, o[11..20]);
    }

    [Fact]
    public void Cores_share_external_memory_and_meet_at_fences()
    {
        const string Text = """
            .cores 2
            .region scratch a 0 0 8
            .region output b 0 64 8
            .constant 1 0
            .bytes 0102030405060708
            CFG ld ext_core=4
            CFG st ext_core=4
            LD memory=1 space=spm ext=0 local=0 rows=1 cols=1 bytes=4
            FENCE
            ST memory=0 ext=0 local=0 rows=1 cols=1 bytes=4
            FENCE scope=all
            CFG ld ext_core=-4
            LD memory=0 space=spm ext=4 local=0 rows=1 cols=1 bytes=4
            FENCE
            ST memory=0 ext=64 local=0 rows=1 cols=1 bytes=4
            HALT
            """;
        NpuProgram program = NpuAssembler.Assemble(Text, Machine);
        var memory = new NpuMemory(program, Machine);
        new NpuEmulator(Machine).Run(program, memory);
        Assert.Equal(new byte[] { 5, 6, 7, 8, 1, 2, 3, 4 }, memory.Read("b"));
    }

    [Theory]
    [InlineData("WAIT ld count=1 wait=s1\nSIG ld count=1 signal=s1", "Instruction 2: The program is stuck: ld at instruction 0 for semaphore s1, which is 0.")]
    [InlineData("LOOP count=2\nSIG ld count=200 signal=s1\nEND\nWAIT ld count=200 wait=s1", "Instruction 4: The program is stuck: ld at instruction 1 for room in semaphore s1.")]
    [InlineData("LOOP count=65535\nLOOP count=65535\nSIG st count=1\nEND\nEND", "Instruction 2: The program has executed 1000 instructions without an end; raise the limit if it is meant to.")]
    [InlineData("CFG mx kernel_h=255 kernel_w=255\nCONV src=0 weights=0 acc=0 rows=1 cols=1 in_channels=32 out_channels=1", "Instruction 1: The program has more than 1000000 products, elements and bytes to work on; raise the limit if it is meant to.")]
    [InlineData("REQ src=0 param=0 out=0 rows=1 cols=1 channels=1", "Instruction 0: The parameters of channel 0, at 0: 'scale' is the single 0, but a scale is positive and finite.")]
    public void A_program_that_goes_wrong_is_said_to(string lines, string message) => Assert.Equal(
        message,
        Assert.Throws<NpuProgramException>(() => Run(NpuAssembler.Assemble(lines + "\nHALT", Machine))).Message);

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentException>(() => new NpuEmulator(Machine with { Cores = 0 }));
        var memory = new NpuMemory(NpuPrograms.Convolved, Machine);
        Assert.Throws<ArgumentException>(() => memory.Write("image", new byte[3]));
        Assert.Throws<ArgumentException>(() => memory.Read("picture"));
    }

    /// <summary>Whatever the verifier lets pass runs to its end or to a clear error.</summary>
    [Fact]
    public void A_mutated_program_that_is_valid_runs_or_is_stuck() =>
        Gen.Select(Gen.Int[0, NpuPrograms.Convolved.Code.Count - 2], Gen.Int[0, 255]).Array[1, 3].Check(
            2000,
            edits =>
            {
                NpuInstruction[] code = NpuPrograms.Convolved.Code.ToArray();
                foreach ((int index, int bit) in edits)
                {
                    NpuInstruction i = code[index];
                    ulong flip = 1UL << (bit & 63);
                    code[index] = (bit >> 6) switch
                    {
                        0 => i with { Word0 = i.Word0 ^ flip },
                        1 => i with { Word1 = i.Word1 ^ flip },
                        2 => i with { Word2 = i.Word2 ^ flip },
                        _ => i with { Word3 = i.Word3 ^ flip },
                    };
                }

                try
                {
                    Run(NpuPrograms.Convolved with { Code = code });
                }
                catch (NpuProgramException e)
                {
                    Assert.Matches("[Ii]nstruction |Semaphore |The bytes |The parameters ", e.Message);
                }
            });

    private static void Run(NpuProgram program)
    {
        var memory = new NpuMemory(program, Machine);
        if (program.Regions.Any(r => r.Name == "parameters"))
        {
            memory.Write("parameters", EmulatorFixture.Spread(16, 72));
        }

        new NpuEmulator(Machine) { InstructionLimit = 1000, WorkLimit = 1_000_000 }.Run(program, memory);
    }
}

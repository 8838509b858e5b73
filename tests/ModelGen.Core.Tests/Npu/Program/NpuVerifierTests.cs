using System;
using System.Linq;
using CsCheck;
using ModelGen.Npu;
using ModelGen.Tests;

namespace ModelGen.Core.Tests.Npu.Program;

public class NpuVerifierTests
{
    private const string Load = "LD memory=0 space=spm ext=0 local=0 rows=1 cols=1 bytes=16";

    /// <summary>Lines are separated by '|'.</summary>
    [Theory]
    [InlineData("LOOP count=2 | HALT", "Instruction 0: LOOP has no END.")]
    [InlineData("END | HALT", "Instruction 0: END ends no loop.")]
    [InlineData("LOOP count=0 | END | HALT", "Instruction 0: LOOP has 0 iterations, but it has at least 1.")]
    [InlineData("LOOP count=1 | LOOP count=1 | LOOP count=1 | END | END | END | HALT", "Instruction 2: LOOP is within 2 others, but loops nest 2 deep.")]
    [InlineData("STEP at=1 by0=0 by1=0 by2=0 | HALT", "Instruction 0: STEP is not behind a LOOP.")]
    [InlineData("LOOP count=2 | " + Load + " | STEP at=1 by0=0 by1=0 by2=0 | END | HALT", "Instruction 2: STEP is not behind a LOOP.")]
    [InlineData("LOOP count=2 | STEP at=2 by0=0 by1=1 by2=0 | END | " + Load + " | HALT", "Instruction 1: STEP names instruction 3, which is not in the body of its LOOP.")]
    [InlineData("LOOP count=2 | STEP at=900 by0=0 by1=1 by2=0 | END | HALT", "Instruction 1: STEP names instruction 901, which is not in the body of its LOOP.")]
    [InlineData("LOOP count=2 | STEP at=2 by0=0 by1=1 by2=0 | STEP at=1 by0=0 by1=1 by2=0 | " + Load + " | END | HALT", "Instruction 2: STEP names instruction 3, which another STEP of the same LOOP names.")]
    [InlineData("LOOP count=2 | STEP at=1 by0=1 by1=0 by2=0 | FENCE | END | HALT", "Instruction 1: STEP names instruction 2, which has no addresses.")]
    [InlineData("LOOP count=2 | STEP at=1 by0=1 by1=0 by2=1 | " + Load + " | END | HALT", "Instruction 1: STEP names instruction 2, which has 2 addresses, and steps more.")]
    [InlineData("FENCE", "Instruction 1: The program has no HALT at its end.")]
    [InlineData("HALT | HALT", "Instruction 0: HALT is not the last instruction.")]
    [InlineData("MARK layer=1 | HALT", "Instruction 0: MARK names layer 1, but the program has 1 layers.")]
    [InlineData("WAIT ld count=0 | HALT", "Instruction 0: WAIT waits for a count of 0, but it is at least 1.")]
    [InlineData("SIG ld count=0 | HALT", "Instruction 0: SIG signals a count of 0, but it is at least 1.")]
    [InlineData("LOOP count=3 | WAIT ld count=2 wait=s1 | SIG mx count=1 signal=s1 | END | HALT", "Instruction 1: Semaphore s1 is waited for 6 times from here on, but signalled 3 times.")]
    [InlineData("LOOP count=256 | SIG mx count=1 signal=s1 | END | HALT", "Semaphore s1 is signalled 256 times and waited for 0 times, but it counts to 255.")]
    [InlineData("LD memory=2 space=spm ext=0 local=0 rows=1 cols=1 bytes=16 | HALT", "Instruction 0: 'memory' is 2, but machine 'ethos-u65-512' has memories 0 to 1.")]
    [InlineData("LD memory=0 space=spm ext=90 local=0 rows=1 cols=1 bytes=16 | HALT", "Instruction 0: 'ext' reaches from 90 to 105 of memory 'sram', which is not within the program's regions and constants.")]
    [InlineData("LD memory=0 space=spm ext=0 local=32760 rows=1 cols=1 bytes=16 | HALT", "Instruction 0: 'local' reaches from 32760 to 32775, but the scratchpad has addresses 0 to 32767.")]
    [InlineData("LD memory=0 space=spm ext=0 local=0 rows=0 cols=1 bytes=16 | HALT", "Instruction 0: 'ext' is 0 rows by 1 columns of 16 bytes, but each is at least 1.")]
    [InlineData("LOOP count=3 | STEP at=1 by0=0 by1=16384 by2=0 | " + Load + " | END | HALT", "Instruction 2: 'local' reaches from 16384 to 32783, but the scratchpad has addresses 0 to 32767.")]
    [InlineData("LOOP count=2 | LOOP count=2 | STEP at=1 by0=0 by1=-1 by2=0 | " + Load + " | END | END | HALT", "Instruction 3: 'local' reaches from -1 to 14, but the scratchpad has addresses 0 to 32767.")]
    [InlineData("LOOP count=2 | " + Load + " | CFG ld pad_top=1 local_row=40000 | END | HALT", "Instruction 1: 'local' reaches from 0 to 40015, but the scratchpad has addresses 0 to 32767.")]
    [InlineData("CFG ld ext_core=96 | " + Load + " | HALT", "Instruction 1: 'ext' reaches from 0 to 111 of memory 'sram', which is not within the program's regions and constants.")]
    [InlineData("CFG mx acc_col=2 | CONV src=0 weights=0 acc=0 rows=1 cols=2 in_channels=1 out_channels=1 | HALT", "Instruction 1: 'acc' is at 0 of the accumulators with 0 bytes a row and 2 a column, but each is a multiple of 4.")]
    [InlineData("PRELOAD weights=0 depth=9 width=8 | HALT", "Instruction 0: 'depth' of PRELOAD is 9, but the array takes 8 input channels at once.")]
    [InlineData("MM src=0 acc=0 rows=1 depth=8 width=8 | HALT", "Instruction 0: MM multiplies with 8 by 8 weights, but PRELOAD has loaded 0 by 0.")]
    [InlineData("CFG vx clamp_low=128 | REQ src=0 param=0 out=0 rows=1 cols=1 channels=1 | HALT", "Instruction 1: 'clamp_low' is 128, which is above the 127 of 'clamp_high'.")]
    [InlineData("VEC op=rescale a=0 b=0 out=0 rows=1 cols=1 channels=1 | HALT", "Instruction 0: 'out_scale' is the single 0, but a scale is positive and finite.")]
    [InlineData("CFG vx rounding=tflite out_scale=5 out_shift=40 | VEC op=mul a=0 b=0 out=0 rows=1 cols=1 channels=1 | HALT", "Instruction 1: 'out_scale' is the mantissa 5 with the shift 40, but a mantissa is 0 to 2^31 - 1, and a shift -31 to 31.")]
    [InlineData("VEC op=lookup a=0 b=0 out=0 rows=1 cols=1 channels=1 | HALT", "Instruction 0: 'table' is 0, but the tables are 1 to 8.")]
    [InlineData("CFG vx kernel_h=2 pad_top=2 | POOL op=max src=0 out=0 rows=1 cols=1 channels=1 | HALT", "Instruction 1: A window of POOL lies outside of its input; lessen the padding, or the rows and columns of the result.")]
    [InlineData("ST memory=0 ext=0 local=32768 rows=1 cols=1 bytes=1 | HALT", "Instruction 0: 'local' reaches from 32768 to 32768, but the scratchpad has addresses 0 to 32767.")]
    public void What_is_wrong_is_said(string lines, string message)
    {
        string text = ".cores 2\n.region scratch a 0 0 100\n.layer l \"\" 0 0\n" + lines.Replace("|", "\n");
        Assert.Contains(message, NpuVerifier.Verify(NpuAssembler.Assemble(text, NpuPrograms.Machine), NpuPrograms.Machine));
    }

    [Theory]
    [InlineData(".cores 3", "The program runs on 3 cores, but machine 'ethos-u65-512' has 2.")]
    [InlineData(".region input a 2 0 1", "The region 'a' is in memory 2, but machine 'ethos-u65-512' has memories 0 to 1.")]
    [InlineData(".region input a 0 393216 1", "The region 'a' is at 393216 with 1 bytes, but memory 'sram' has 393216.")]
    [InlineData(".region input a 0 0 1\n.region input a 0 8 1", "2 regions have the name 'a'.")]
    [InlineData(".constant 0 8\n.bytes 0000\n.constant 0 9\n.bytes 00", "The constant at 9 of memory 0 overlaps that at 8.")]
    [InlineData(".constant 0 8", "The constant at 8 of memory 0 has 0 bytes, but it has at least 1.")]
    public void Memory_is_checked(string lines, string message) =>
        Assert.Contains(message, NpuVerifier.Verify(NpuAssembler.Assemble(lines + "\nHALT", NpuPrograms.Machine), NpuPrograms.Machine));

    [Fact]
    public void A_program_is_for_its_machine_and_flash_is_read_only()
    {
        NpuMachine other = NpuPresets.Get("ethos-u55-128");
        Assert.Contains(NpuVerifier.Verify(NpuPrograms.Convolved, other), d => d.StartsWith("The program is for machine 0x", StringComparison.Ordinal));
        const string Text = ".constant 1 0\n.bytes 00\nST memory=1 ext=0 local=0 rows=1 cols=1 bytes=1\nHALT";
        Assert.Equal(["Instruction 0: 'ext' is in memory 'flash', which is not writable."], NpuVerifier.Verify(NpuAssembler.Assemble(Text, other), other));
        Assert.Contains("The region 'o' is written to, but memory 'flash' is not writable.", NpuVerifier.Verify(NpuAssembler.Assemble(".region output o 1 0 1\nHALT", other), other));
        Assert.StartsWith("The program is not valid:\n", Assert.Throws<NpuProgramException>(() => NpuVerifier.RequireValid(NpuPrograms.Convolved, other)).Message);
    }

    [Fact]
    public void Malformed_words_are_said()
    {
        Assert.Equal(["Instruction 0: The opcode 0xff is undefined."], Of(new NpuInstruction(0xff, 0, 0, 0)));
        Assert.Equal(["Instruction 0: The engine of LD is 2, but it is 1."], Of(NpuInstruction.Of(NpuIsa.Load, NpuEngine.Store)));
        Assert.Equal(["Instruction 0: The engine of WAIT is 0, but it is 1 to 4."], Of(NpuInstruction.Of(NpuIsa.Wait, NpuEngine.Front)));
        Assert.Equal(["Instruction 0: HALT has bits set that no field has."], Of(NpuInstruction.Of(NpuIsa.Halt) with { Word3 = 1UL << 63 }));
        Assert.Equal(["Instruction 0: LD has bits set that no field has."], Of(NpuInstruction.Of(NpuIsa.Load) with { Word3 = 1UL << 31 }));
        Assert.Equal(["Instruction 0: 'space' of LD is 7, but it is spm, wbuf, param, lut."], Of(new NpuInstruction(0x10 | (1UL << 8) | (7UL << 52), 0, 0, 0)));

        static string[] Of(NpuInstruction instruction) =>
            [.. NpuVerifier.Verify(new NpuProgram { MachineHash = NpuPrograms.Machine.Hash, Code = new[] { instruction, NpuInstruction.Of(NpuIsa.Halt) } }, NpuPrograms.Machine)];
    }

    /// <summary>The bounds that the verifier finds from the ends of ranges are those of all iterations.</summary>
    [Fact]
    public void Addresses_are_those_of_every_iteration() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 5], Gen.Int[-9000, 9000], Gen.Int[-9000, 9000], Gen.Int[0, 32767], Gen.Int[1, 900]).Check(
            500,
            (outer, inner, outerStep, innerStep, address, later) =>
            {
                string text = $"""
                    .region scratch a 0 0 100
                    CFG ld local_row=16 ext_row=16
                    LOOP count={outer}
                    STEP at=3 by0=0 by1={outerStep} by2=0
                    LOOP count={inner}
                    STEP at=1 by0=0 by1={innerStep} by2=0
                    LD memory=0 space=spm ext=0 local={address} rows=2 cols=1 bytes=16
                    CFG ld local_row={16 * later}
                    END
                    END
                    HALT
                    """;
                bool fits = true, first = true;
                foreach ((int o, int i) in from o in Enumerable.Range(0, outer) from i in Enumerable.Range(0, inner) select (o, i))
                {
                    long at = address + (o * (long)outerStep) + (i * (long)innerStep);
                    fits &= at >= 0 && at + 16 + (first ? 16 : 16 * later) <= NpuPrograms.Machine.Scratchpad.Bytes;
                    first = false;
                }

                Assert.Equal(fits, NpuVerifier.Verify(NpuAssembler.Assemble(text, NpuPrograms.Machine), NpuPrograms.Machine).Count == 0);
            });
}

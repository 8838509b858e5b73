using ModelGen.Npu;
using ModelGen.Tests;

namespace ModelGen.Core.Tests.Npu.Isa;

public class NpuAssemblerTests
{
    private const string Text =
        """
        .machine 0x0123456789abcdef
        .cores 1
        .semaphore 3 loaded
        .region input "image" 0 0 784
        .constant 1 16
        .bytes 00ff7f80
        .layer "conv1" "C:\\src\\Digits.cs" 12 5
          MARK layer=0
          LOOP count=7
            CFG ld ext_row=-28 ext_col=1
            LD memory=0 space=wbuf ext=4294967296 local=0 rows=28 cols=28 bytes=1 signal=s0,loaded
            LD memory=0 space=wbuf ext=0 local=0 rows=1 cols=1 bytes=64 compressed=50
          END
          WAIT vx count=1 wait=s0
          VEC op=mul a=1 b=2 out=3 rows=4 cols=5 channels=6
          HALT

        """;

    [Fact]
    public void Text_that_was_disassembled_is_the_same_again() => Assert.Equal(Text.ReplaceLineEndings("\n"), NpuAssembler.Assemble(Text).Disassemble());

    [Fact]
    public void Every_program_survives_the_round_trip() => NpuGen.Program.Check(
        500,
        program =>
        {
            string text = program.Disassemble();
            NpuProgram read = NpuAssembler.Assemble(text);
            Assert.Equal(program.Code, read.Code);
            Assert.Equal(program, read);
            Assert.Equal(text, read.Disassemble());
        });

    [Fact]
    public void A_malformed_word_is_shown_and_not_lost()
    {
        NpuProgram program = NpuAssembler.Assemble(Text) with { Code = new[] { new NpuInstruction(0xff, 1, 2, 3) } };
        Assert.Contains("  ; malformed: 00000000000000ff 0000000000000001 0000000000000002 0000000000000003\n", program.Disassemble());
    }

    [Theory]
    [InlineData("MOVE", "Line 2, column 1: 'MOVE' is unknown; known are CFG, WAIT, ")]
    [InlineData("LD ext", "Line 2, column 4: 'ext' is no operand; write NAME=VALUE.")]
    [InlineData("  LD  size=3", "Line 2, column 7: 'size' is no operand of LD; they are memory, space, ext, local, rows, cols, bytes, compressed, wait, signal.")]
    [InlineData("LOOP count=65536", "Line 2, column 6: 'count' is '65536', but it is 0 to 65535.")]
    [InlineData("LOOP count=1 count=2", "Line 2, column 14: 'count' occurs twice; keep one.")]
    [InlineData("LOOP", "Line 2, column 1: LOOP has no 'count', iterations, at least 1; add it.")]
    [InlineData("HALT wait=s1", "Line 2, column 1: HALT belongs to the front end, which neither waits for semaphores nor signals them.")]
    [InlineData("WAIT count=1", "Line 2, column 6: WAIT names no engine; write ld, st, mx or vx behind it.")]
    [InlineData("WAIT ld count=1 wait=s16", "Line 2, column 17: 's16' is no semaphore; they are s0 to s15, and those that .semaphore gives a name.")]
    [InlineData("CFG mx fill=1", "Line 2, column 8: 'fill' is no register of this engine; they are kernel_h, ")]
    [InlineData("CFG ld fill=256", "Line 2, column 8: 'fill' is '256', but it is 0 to 255.")]
    [InlineData("CFG ld", "Line 2, column 1: CFG sets 0 registers, but it sets 1 to 4.")]
    [InlineData("VEC op=div a=1", "Line 2, column 5: 'op' is 'div', but it is add, sub, mul, max, min, rescale, lookup.")]
    [InlineData(".text", "Line 2, column 1: '.text' is unknown; known are .machine, ")]
    [InlineData(".bytes 00", "Line 2, column 1: There is no .constant before these .bytes.")]
    [InlineData(".layer \"a", "Line 2, column 8: A text has no end; close it with a double quotation mark.")]
    [InlineData(".layer \"\\x\" b 0 0", "Line 2, column 9: A text has an unknown escape; write a backslash as \\\\.")]
    [InlineData(".layer a b 0", "Line 2, column 1: .layer has 3 operands; write .layer NAME FILE LINE COLUMN.")]
    [InlineData(".cores 0", "Line 2, column 8: '0' is not a number from 1 to 64.")]
    [InlineData(".semaphore 0 s3", "Line 2, column 14: The name 's3' of a semaphore is not made of letters, digits and '_', or is that of a number.")]
    [InlineData(".machine 0x0000000000000002", "Line 2, column 10: The program is for machine 0x0000000000000002, but the machine given is 0x0000000000000001.")]
    public void Malformed_text_is_refused_at_its_place(string line, string message) =>
        Assert.StartsWith(message, Assert.Throws<NpuProgramException>(() => NpuAssembler.Assemble(".machine 0x0000000000000001\n" + line)).Message);

    [Fact]
    public void The_machine_is_in_the_text_or_given()
    {
        Assert.StartsWith("Line 1, column 1: The text has no .machine", Assert.Throws<NpuProgramException>(() => NpuAssembler.Assemble("HALT")).Message);
        NpuMachine machine = NpuPresets.Get("vta-pynq");
        Assert.Equal(machine.Hash, NpuAssembler.Assemble("HALT", machine).MachineHash);
    }

    [Fact]
    public void Mutated_text_is_read_or_refused_with_a_place() =>
        TextMutation.Of(Text, "=\",.;\\\n\ud800\u20ac-09x").Check(
            5000,
            text =>
            {
                try
                {
                    NpuProgram read = NpuAssembler.Assemble(text);
                    Assert.Equal(read, NpuAssembler.Assemble(read.Disassemble()));
                }
                catch (NpuProgramException e)
                {
                    Assert.Matches(@"^Line \d+, column \d+: ", e.Message);
                }
            });
}

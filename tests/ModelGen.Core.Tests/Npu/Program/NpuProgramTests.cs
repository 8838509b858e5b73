using System;
using System.Linq;
using CsCheck;
using ModelGen.Npu;
using ModelGen.Tests;

namespace ModelGen.Core.Tests.Npu.Program;

public class NpuProgramTests
{
    private static readonly byte[] Image = (NpuPrograms.Convolved with { Constants = new[] { new NpuConstant(1, 4096, new byte[] { 1, 2, 3 }) } }).Write();

    [Fact]
    public void Every_program_survives_the_round_trip() => NpuGen.Program.Check(
        500,
        program =>
        {
            byte[] image = program.Write();
            NpuProgram read = NpuProgram.Read(image);
            Assert.Equal(program, read);
            Assert.Equal(image, read.Write());
        });

    [Fact]
    public void The_program_by_hand_is_valid() => Assert.Empty(NpuVerifier.Verify(NpuPrograms.Convolved, NpuPrograms.Machine));

    [Fact]
    public void A_damaged_program_is_refused() => Gen.Select(Gen.Int[0, Image.Length - 1], Gen.Int[1, 255]).Check(
        2000,
        (place, change) =>
        {
            byte[] image = (byte[])Image.Clone();
            image[place] ^= (byte)change;
            Assert.StartsWith("Byte ", Assert.Throws<NpuProgramException>(() => NpuProgram.Read(image)).Message);
        });

    /// <summary>With the checksum made right again, so that the reader and the verifier get to see what was changed.</summary>
    [Fact]
    public void A_mutated_program_is_refused_or_verified() =>
        Gen.Select(Gen.Int[0, Image.Length - 1], Gen.OneOf(Gen.Int[0, 2], Gen.Const(2)), Gen.OneOf(Gen.Byte, Gen.Int[0, 4].Select(i => new byte[] { 0, 1, 127, 128, 255 }[i]))).Array[1, 4].Check(
            10_000,
            edits =>
            {
                byte[] image = (byte[])Image.Clone();
                foreach ((int place, int kind, byte value) in edits)
                {
                    int at = Math.Min(place, image.Length - 1);
                    image = kind switch
                    {
                        0 => [.. image.Take(at), .. image.Skip(at + 1)],
                        1 => [.. image.Take(at), value, .. image.Skip(at)],
                        _ => [.. image.Take(at), value, .. image.Skip(at + 1)],
                    };
                }

                if (image.Length >= 32)
                {
                    ProgramFormat.Seal(image);
                }

                NpuProgram program;
                try
                {
                    program = NpuProgram.Read(image);
                }
                catch (NpuProgramException e)
                {
                    Assert.StartsWith("Byte ", e.Message);
                    return;
                }

                Assert.Equal(program, NpuProgram.Read(program.Write()));
                Assert.All(NpuVerifier.Verify(program, NpuPrograms.Machine), d => Assert.EndsWith(".", d));
                Assert.NotEmpty(program.Disassemble());
            });

    [Theory]
    [InlineData(0, 0, "Byte 0: This is no NPU program: it does not begin with MGNPU.")]
    [InlineData(8, 2, "Byte 8: The version of the instruction set is 2, but it is 1.")]
    [InlineData(12, 0, "Byte 12: The number of cores is 0, but it is 1 to 64.")]
    [InlineData(14, 4, "Byte 14: The number of sections is 4, but it is 5.")]
    [InlineData(32, 2, "Byte 32: The number of the section code is 2, but it is 1.")]
    [InlineData(37, 255, "Byte 112: The section code has 65307 items in 864 bytes, of which ")]
    [InlineData(47, 255, "Byte 40: The length of code is ")]
    public void A_malformed_header_is_refused_at_its_place(int place, byte value, string message)
    {
        byte[] image = (byte[])Image.Clone();
        image[place] = value;
        ProgramFormat.Seal(image);
        Assert.StartsWith(message, Assert.Throws<NpuProgramException>(() => NpuProgram.Read(image)).Message);
        Assert.StartsWith("Byte 31: ", Assert.Throws<NpuProgramException>(() => NpuProgram.Read(Image[..31])).Message);
    }
}

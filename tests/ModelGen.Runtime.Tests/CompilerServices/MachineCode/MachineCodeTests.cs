using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using ModelGen.CompilerServices;

namespace ModelGen.Runtime.Tests.CompilerServices.MachineCode;

public sealed unsafe class MachineCodeTests
{
    /// <summary>The instruction ret.</summary>
    private const byte Return = 0xC3;

    private static byte[] Code => MemoryMarshal.AsBytes(Avx512VnniCode.Code).ToArray();

    [SkippableFact]
    public void Code_is_executable_and_not_writable()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Mappings are read from /proc.");
        byte* code = ExecutableMemory.Map(Code);
        Assert.True(code is not null);
        Assert.Equal(Code, new ReadOnlySpan<byte>(code, Code.Length));
        string[] maps = File.ReadAllLines("/proc/self/maps");
        Assert.Equal("r-xp", Permissions(maps, (ulong)code));
        Assert.Equal("r-xp", Permissions(maps, (ulong)(code + Code.Length - 1)));

        // The runtime's own code is written through other addresses, unless that is switched off.
        if (Environment.GetEnvironmentVariable("DOTNET_EnableWriteXorExecute") != "0")
        {
            Assert.DoesNotContain(maps, m => m.Split(' ')[1].Contains("wx", StringComparison.Ordinal));
        }
    }

    [SkippableFact]
    public void The_code_of_the_tiles_is_executable_and_not_writable()
    {
        Skip.IfNot(OperatingSystem.IsLinux() && Int8Avx512Vnni.IsSupported, "There is no AVX-512-VNNI here, or no /proc.");
        Assert.Equal("r-xp", Permissions(File.ReadAllLines("/proc/self/maps"), (ulong)Avx512VnniTiles.Code));
    }

    [Fact]
    public void Memory_that_the_system_refuses_is_no_code() => Assert.True(ExecutableMemory.Map([]) is null);

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData(" 0 ", false)]
    public void The_environment_can_refuse_machine_code(string? value, bool allowed) => Assert.Equal(allowed, ExecutableMemory.Allows(value));

    [SkippableFact]
    public void The_code_of_the_tiles_is_accepted()
    {
        Skip.IfNot(Int8Avx512Vnni.IsSupported, "There is no AVX-512-VNNI here.");
        Assert.True(Avx512VnniTiles.Load(Code) is not null);
    }

    /// <summary>Each tile in turn returns at once.</summary>
    [SkippableFact]
    public void Code_that_computes_something_else_is_refused()
    {
        Skip.IfNot(Int8Avx512Vnni.IsSupported, "There is no AVX-512-VNNI here.");
        foreach (ushort entry in Avx512VnniTiles.Entries.ToArray().Where(e => e != 0))
        {
            byte[] wrong = Code;
            wrong[entry] = Return;
            Assert.True(Avx512VnniTiles.Load(wrong) is null, $"The tile at {entry} was wrong, and nobody noticed.");
        }
    }

    [SkippableFact]
    public void Without_the_registers_saved_there_are_no_tiles()
    {
        Skip.IfNot(Int8Avx512Vnni.IsSupported, "There is no AVX-512-VNNI here.");
        byte[] without = Code;
        byte[] zero = [0x31, 0xC0, Return];
        zero.CopyTo(without, Avx512VnniCode.StateEntry);
        Assert.True(Avx512VnniTiles.Load(without) is null);
    }

    [Fact]
    public void Where_machine_code_is_refused_the_next_tier_serves()
    {
        Assert.Equal(Isa.Vector512, IsaSelection.Strongest(Isa.Vector512, isa => isa != Isa.Avx512Vnni));
        Assert.Equal(Isa.Avx512Vnni, IsaSelection.Strongest(Isa.Vector512, isa => true));
        Assert.Equal(Isa.AvxVnni, IsaSelection.Strongest(Isa.Vector256, isa => true));
        Assert.Equal(Isa.Vector128, IsaSelection.Strongest(Isa.Vector128, isa => true));
    }

    private static string Permissions(string[] maps, ulong address)
    {
        foreach (string[] map in maps.Select(m => m.Split(' ')))
        {
            ulong[] range = [.. map[0].Split('-').Select(a => ulong.Parse(a, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
            if (address >= range[0] && address < range[1])
            {
                return map[1];
            }
        }

        return "";
    }
}

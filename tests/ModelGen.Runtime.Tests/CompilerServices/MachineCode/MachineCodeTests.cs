using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using ModelGen.CompilerServices;
using ModelGen.Runtime.Tests.CompilerServices.Int8;

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
        Assert.Equal(Isa.Vector512, IsaSelection.Strongest(Isa.Vector512, isa => isa < Isa.Avx512Vnni));
        Assert.Equal(Isa.Avx512Vnni, IsaSelection.Strongest(Isa.Vector512, isa => isa != Isa.AmxInt8));
        Assert.Equal(Isa.AmxInt8, IsaSelection.Strongest(Isa.Vector512, isa => true));
        Assert.Equal(Isa.AvxVnni, IsaSelection.Strongest(Isa.Vector256, isa => true));
        Assert.Equal(Isa.Vector128, IsaSelection.Strongest(Isa.Vector128, isa => true));
    }

    [SkippableFact]
    public void The_code_for_Amx_is_executable_and_not_writable()
    {
        Skip.IfNot(Int8Amx.IsSupported, "There is no AMX-INT8 here.");
        Assert.Equal("r-xp", Permissions(File.ReadAllLines("/proc/self/maps"), (ulong)AmxTiles.Code));
    }

    /// <summary>Each panel in turn returns at once.</summary>
    [SkippableFact]
    public void Code_for_Amx_that_computes_something_else_is_refused()
    {
        Skip.IfNot(Int8Amx.IsSupported, "There is no AMX-INT8 here.");
        byte[] code = MemoryMarshal.AsBytes(AmxInt8Code.Code).ToArray();
        Assert.True(AmxTiles.Load(code) is not null);
        foreach (ushort entry in AmxInt8Code.Entries.ToArray())
        {
            byte[] wrong = [.. code];
            wrong[entry] = Return;
            Assert.True(AmxTiles.Load(wrong) is null, $"The panel at {entry} was wrong, and nobody noticed.");
        }
    }

    /// <summary>The registers stay configured between tiles, whatever interrupts the thread.</summary>
    [SkippableFact]
    public void Tile_registers_outlive_garbage_collections()
    {
        Skip.IfNot(Int8Amx.IsSupported, "There is no AMX-INT8 here.");
        const int collections = 200;
        bool isOver = false;
        Task[] products = [.. Enumerable.Range(1, 2).Select(seed => Task.Run(() =>
        {
            var problem = new TileProblem(new Random(seed), pixels: 30 + seed, blocks: 4);
            int[] expected = problem.Expected();
            while (!Volatile.Read(ref isOver))
            {
                Assert.True(expected.AsSpan().SequenceEqual(problem.Run<Int8Amx>()));
            }
        }))];
        for (int i = 0; i < collections; i++)
        {
            GC.Collect();
        }

        Volatile.Write(ref isOver, true);
        Task.WaitAll(products);
    }

    /// <summary>A fault's signal frame holds the tile registers too.</summary>
    [SkippableFact]
    public void A_fault_while_tile_registers_are_configured_is_an_exception()
    {
        Skip.IfNot(Int8Amx.IsSupported, "There is no AMX-INT8 here.");
        string? nothing = Environment.GetEnvironmentVariable("MODELGEN_NOTHING_IS_CALLED_SO");
        Exception? thrown = null;
        var thread = new Thread(() =>
        {
            AmxTiles.Configure(AmxTiles.Code, new AmxConfiguration(16, 16));
            thrown = Record.Exception(() => nothing!.Length);
            AmxTiles.Release(AmxTiles.Code);
        });
        thread.Start();
        thread.Join();
        Assert.IsType<NullReferenceException>(thrown);
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

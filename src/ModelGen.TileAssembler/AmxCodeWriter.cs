using System;
using System.Collections.Generic;
using System.Linq;
using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace ModelGen.TileAssembler;

/// <summary>Writes the panels of AMX, under System V's calling convention, and the functions that configure and release the tile registers.</summary>
internal sealed class AmxCodeWriter
{
    private const string Name = "AmxInt8Code";

    private static readonly (int Groups, int Blocks)[] Shapes = [(1, 1), (1, 2), (2, 1), (2, 2)];

    private readonly CodeBuilder builder = new();

    /// <summary>The code and its listing.</summary>
    public static IEnumerable<GeneratedFile> Write() => new AmxCodeWriter().Files();

    private IEnumerable<GeneratedFile> Files()
    {
        Assembler assembler = builder.Assembler;
        Label[] panels = [.. Shapes.Select(s => builder.Function($"groups {s.Groups}, blocks {s.Blocks}", () => new AmxPanelAssembler(assembler, s.Groups, s.Blocks).Assemble()))];
        Label configure = builder.Function("configure", () =>
        {
            assembler.ldtilecfg(__[rdi]);
            assembler.ret();
        });
        Label release = builder.Function("release", () =>
        {
            assembler.tilerelease();
            assembler.ret();
        });
        (AssembledCode code, Func<Label, int> at) = builder.Build();
        yield return new GeneratedFile($"MachineCode/{Name}.cs", Source(code, [.. panels.Select(at)], at(configure), at(release)));
        yield return new GeneratedFile($"MachineCode/{Name}.lst", code.Listing());
    }

    private static string Source(AssembledCode code, int[] panels, int configure, int release) =>
        $$"""
        // Written by src/ModelGen.TileAssembler, with the listing beside it; a test holds that both are up to date.
        using System;

        namespace ModelGen.CompilerServices;

        /// <summary>The machine code for AMX on bytes, under System V's calling convention; it can lie anywhere.</summary>
        internal static class {{Name}}
        {
            /// <summary>Where the function is that configures the tile registers: its argument is the address of an <see cref="AmxConfiguration"/>.</summary>
            public const int ConfigureEntry = {{configure}};

            /// <summary>Where the function is that releases the tile registers; no argument.</summary>
            public const int ReleaseEntry = {{release}};

            /// <summary>Where the panels are, by 2 · (groups − 1) + blocks − 1; the argument is the address of an <see cref="AmxPanel"/>.</summary>
            public static ReadOnlySpan<ushort> Entries => [{{string.Join(", ", panels)}}];

            /// <summary>The code, little-endian, filled up with zeros.</summary>
            public static ReadOnlySpan<ulong> Code =>
            [
        {{code.Words()}}    ];
        }

        """;
}

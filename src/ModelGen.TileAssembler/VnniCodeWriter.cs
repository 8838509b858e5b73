using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace ModelGen.TileAssembler;

/// <summary>
/// Writes the tiles of AVX-512-VNNI: a body for each shape, an entry for each body and calling convention, which saves what the convention
/// wants saved, and a function that reads XCR0.
/// </summary>
internal sealed class VnniCodeWriter
{
    private const string Name = "Avx512VnniCode";

    private static readonly AssemblerRegister64[] SystemVSaved = [rbx, rbp, r12, r13, r14, r15], WindowsSaved = [.. SystemVSaved, rsi, rdi];

    private static readonly AssemblerRegisterXMM[] WindowsSavedVectors = [xmm6, xmm7, xmm8, xmm9, xmm10, xmm11, xmm12, xmm13, xmm14, xmm15];

    private readonly CodeBuilder builder = new();
    private readonly Assembler assembler;

    private VnniCodeWriter() => assembler = builder.Assembler;

    /// <summary>The code and its listing.</summary>
    public static IEnumerable<GeneratedFile> Write() => new VnniCodeWriter().Files();

    private IEnumerable<GeneratedFile> Files()
    {
        (int Pixels, int Blocks)[] shapes = [.. TileShapes.All()];
        Label[] bodies = [.. shapes.Select(s => builder.Function($"{s.Pixels} pixels, {s.Blocks} blocks", () => new VnniTileAssembler(assembler, s.Pixels, s.Blocks).Assemble()))];
        Label[] systemV = [.. shapes.Select((s, i) => builder.Function($"entry System V: {s.Pixels} pixels, {s.Blocks} blocks", () => Enter(bodies[i], isWindows: false)))];
        Label[] windows = [.. shapes.Select((s, i) => builder.Function($"entry Windows: {s.Pixels} pixels, {s.Blocks} blocks", () => Enter(bodies[i], isWindows: true)))];
        Label state = builder.Function("XCR0", ReadState);
        (AssembledCode code, Func<Label, int> at) = builder.Build();
        yield return new GeneratedFile($"MachineCode/{Name}.cs", Source(code, shapes, [.. systemV.Select(at)], [.. windows.Select(at)], at(state)));
        yield return new GeneratedFile($"MachineCode/{Name}.lst", code.Listing());
    }

    private void Enter(Label body, bool isWindows)
    {
        AssemblerRegister64[] saved = isWindows ? WindowsSaved : SystemVSaved;
        AssemblerRegisterXMM[] vectors = isWindows ? WindowsSavedVectors : [];
        foreach (AssemblerRegister64 register in saved)
        {
            assembler.push(register);
        }

        if (isWindows)
        {
            assembler.sub(rsp, 16 * vectors.Length);
            assembler.mov(rsi, rdx);
            assembler.mov(rdx, r8);
        }
        else
        {
            assembler.mov(rcx, rdi);
        }

        for (int i = 0; i < vectors.Length; i++)
        {
            assembler.vmovups(__xmmword_ptr[rsp + (16 * i)], vectors[i]);
        }

        assembler.call(body);
        for (int i = 0; i < vectors.Length; i++)
        {
            assembler.vmovups(vectors[i], __xmmword_ptr[rsp + (16 * i)]);
        }

        if (isWindows)
        {
            assembler.add(rsp, 16 * vectors.Length);
        }

        foreach (AssemblerRegister64 register in saved.Reverse())
        {
            assembler.pop(register);
        }

        assembler.ret();
    }

    /// <summary>A function without arguments, of both conventions, that returns which registers the operating system saves.</summary>
    private void ReadState()
    {
        assembler.xor(ecx, ecx);
        assembler.xgetbv();
        assembler.shl(rdx, 32);
        assembler.or(rax, rdx);
        assembler.ret();
    }

    private static string Source(AssembledCode code, (int Pixels, int Blocks)[] shapes, int[] systemV, int[] windows, int state) =>
        $$"""
        // Written by src/ModelGen.TileAssembler, with the listing beside it; a test holds that both are up to date.
        using System;

        namespace ModelGen.CompilerServices;

        /// <summary>The machine code of the tiles for AVX-512-VNNI; it can lie anywhere.</summary>
        internal static class {{Name}}
        {
            /// <summary>Where the function is that reads XCR0: no argument, a 64-bit result, any calling convention.</summary>
            public const int StateEntry = {{state}};

            /// <summary>Where the tiles are under System V's calling convention, by {{TileShapes.MostPixels}} · (blocks − 1) + pixels − 1.</summary>
            public static ReadOnlySpan<ushort> SystemVEntries =>
            [
        {{Table(shapes, systemV)}}    ];

            /// <summary>Where the tiles are under the calling convention of Windows.</summary>
            public static ReadOnlySpan<ushort> WindowsEntries =>
            [
        {{Table(shapes, windows)}}    ];

            /// <summary>The code, little-endian, filled up with zeros.</summary>
            public static ReadOnlySpan<ulong> Code =>
            [
        {{code.Words()}}    ];
        }

        """;

    private static string Table((int Pixels, int Blocks)[] shapes, int[] entries)
    {
        var text = new StringBuilder();
        for (int blocks = 1; blocks <= TileShapes.MostBlocks; blocks++)
        {
            text.Append("        ");
            text.AppendJoin(", ", Enumerable.Range(1, TileShapes.MostPixels).Select(p => Array.IndexOf(shapes, (p, blocks)) is >= 0 and var i ? checked((ushort)entries[i]) : 0));
            text.Append(",\n");
        }

        return text.ToString();
    }
}

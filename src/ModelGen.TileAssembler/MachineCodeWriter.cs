using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace ModelGen.TileAssembler;

/// <summary>
/// Assembles the tiles of AVX-512-VNNI into one piece of code and writes it, as constant data in C# and as a listing: a body for each
/// shape, an entry for each body and calling convention, which saves what the convention wants saved, and a function that reads XCR0.
/// </summary>
internal sealed class MachineCodeWriter
{
    private const string Name = "Avx512VnniCode";

    private static readonly AssemblerRegister64[] SystemVSaved = [rbx, rbp, r12, r13, r14, r15], WindowsSaved = [.. SystemVSaved, rsi, rdi];

    private static readonly AssemblerRegisterXMM[] WindowsSavedVectors = [xmm6, xmm7, xmm8, xmm9, xmm10, xmm11, xmm12, xmm13, xmm14, xmm15];

    private readonly Assembler assembler = new(64);
    private readonly List<(Label Label, string Title)> functions = [];

    /// <summary>The code and its listing.</summary>
    public static IEnumerable<GeneratedFile> Write() => new MachineCodeWriter().Files();

    private IEnumerable<GeneratedFile> Files()
    {
        (int Pixels, int Blocks)[] shapes = [.. TileShapes.All()];
        Label[] bodies = [.. shapes.Select(s => Begin($"{s.Pixels} pixels, {s.Blocks} blocks", () => new VnniTileAssembler(assembler, s.Pixels, s.Blocks).Assemble()))];
        Label[] systemV = [.. shapes.Select((s, i) => Begin($"entry System V: {s.Pixels} pixels, {s.Blocks} blocks", () => Enter(bodies[i], isWindows: false)))];
        Label[] windows = [.. shapes.Select((s, i) => Begin($"entry Windows: {s.Pixels} pixels, {s.Blocks} blocks", () => Enter(bodies[i], isWindows: true)))];
        Label state = Begin("XCR0", ReadState);

        using var stream = new MemoryStream();
        AssemblerResult result = assembler.Assemble(new StreamCodeWriter(stream), 0, BlockEncoderOptions.ReturnNewInstructionOffsets);
        byte[] code = stream.ToArray();
        int At(Label label) => checked((int)result.GetLabelRIP(label));
        yield return new GeneratedFile($"MachineCode/{Name}.cs", Source(code, shapes, [.. systemV.Select(At)], [.. windows.Select(At)], At(state)));
        yield return new GeneratedFile($"MachineCode/{Name}.lst", Listing(code, functions.ToDictionary(f => At(f.Label), f => f.Title)));
    }

    private Label Begin(string title, Action assemble)
    {
        Label label = assembler.CreateLabel();
        assembler.Label(ref label);
        functions.Add((label, title));
        assemble();
        return label;
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

    private static string Source(byte[] code, (int Pixels, int Blocks)[] shapes, int[] systemV, int[] windows, int state)
    {
        var text = new StringBuilder();
        text.Append(
            $$"""
            // Written by src/ModelGen.TileAssembler, with the listing beside it; a test holds that both are up to date.
            using System;

            namespace ModelGen.CompilerServices;

            /// <summary>The machine code of the tiles for AVX-512-VNNI; it can lie anywhere.</summary>
            internal static class {{Name}}
            {
                /// <summary>Where the function is that reads XCR0: no argument, a 64-bit result, any calling convention.</summary>
                public const int StateEntry = {{state}};

                /// <summary>Where the tiles are under System V's calling convention, by 10 · (blocks − 1) + pixels − 1.</summary>
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

            """);
        byte[] padded = [.. code, .. new byte[-code.Length & 63]];
        for (int i = 0; i < padded.Length; i += 64)
        {
            text.Append("        ");
            text.AppendJoin(", ", Enumerable.Range(0, 8).Select(j => $"0x{BitConverter.ToUInt64(padded, i + (8 * j)):X16}"));
            text.Append(",\n");
        }

        return text.Append("    ];\n}\n").ToString();
    }

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

    private static string Listing(byte[] code, Dictionary<int, string> titles)
    {
        var text = new StringBuilder();
        var formatter = new NasmFormatter();
        formatter.Options.FirstOperandCharIndex = 12;
        var output = new StringOutput();
        var decoder = Iced.Intel.Decoder.Create(64, code);
        while (decoder.IP < (ulong)code.Length)
        {
            int at = (int)decoder.IP;
            Instruction instruction = decoder.Decode();
            formatter.Format(instruction, output);
            if (titles.TryGetValue(at, out string? title))
            {
                text.Append($"\n; {title}\n");
            }

            text.Append($"{at:x4}  {Convert.ToHexStringLower(code.AsSpan(at, instruction.Length)),-22}  {output.ToStringAndReset()}\n");
        }

        return text.ToString();
    }
}

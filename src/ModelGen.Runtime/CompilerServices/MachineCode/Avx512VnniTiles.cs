using System;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.CompilerServices;

/// <summary>The machine code of <see cref="Int8Avx512Vnni"/>, made executable and found right.</summary>
internal static unsafe class Avx512VnniTiles
{
    private const int ExtendedFeatures = 7, Vnni = 1 << 11, Features = 1, SavesState = 1 << 27;

    /// <summary>What the operating system must save: the XMM and YMM registers, the mask registers, and both halves of the ZMM registers.</summary>
    private const ulong NeededState = 0xE6;

    /// <summary>The most pixels of any tile.</summary>
    internal const int MostPixels = 10;

    /// <summary>Products of a quad for 16 channels that take less than a microsecond: a garbage collector must not wait longer.</summary>
    private const int ShortQuads = 4096;

    /// <summary>Where the code lies; null where there is none.</summary>
    public static byte* Code { get; } = ExecutableMemory.IsAllowed ? Load(MemoryMarshal.AsBytes(Avx512VnniCode.Code)) : null;

    /// <summary>Where the tiles are in the code, for the calling convention of this operating system.</summary>
    public static ReadOnlySpan<ushort> Entries => OperatingSystem.IsWindows() ? Avx512VnniCode.WindowsEntries : Avx512VnniCode.SystemVEntries;

    /// <summary>The most pixels of a tile.</summary>
    /// <param name="blocks">Its blocks of 16 channels.</param>
    public static int Pixels(int blocks) => blocks switch { 1 or 2 => MostPixels, 3 => 8, _ => 6 };

    /// <summary>Calls tiles for so many pixels.</summary>
    public static void Run(byte* code, ref Int8TileArguments arguments, int pixels, int blocks)
    {
        fixed (Int8TileArguments* pointer = &arguments)
        {
            int channels = blocks * Int8TileArguments.BlockChannels, most = Pixels(blocks), passes = (pixels + most - 1) / most;
            bool isLong = arguments.OuterRuns * arguments.Runs * arguments.Quads * most * blocks > ShortQuads;
            for (int pass = 0, pixel = 0; pass < passes; pass++)
            {
                // As even as can be: two passes of three pixels take less than one of four and one of two.
                int end = (pass + 1) * pixels / passes;
                byte* entry = code + Entries[((blocks - 1) * MostPixels) + end - pixel - 1];
                int* sums = arguments.Sums + (pixel * channels);
                if (isLong)
                {
                    ((delegate* unmanaged[Cdecl]<Int8TileArguments*, nint*, int*, void>)entry)(pointer, pointer->PixelPlace(pixel), sums);
                }
                else
                {
                    ((delegate* unmanaged[Cdecl, SuppressGCTransition]<Int8TileArguments*, nint*, int*, void>)entry)(pointer, pointer->PixelPlace(pixel), sums);
                }

                pixel = end;
            }
        }
    }

    /// <summary>XCR0: what the operating system saves. The operating system must let programs read it.</summary>
    public static ulong State(byte* code) => ((delegate* unmanaged[Cdecl, SuppressGCTransition]<ulong>)(code + Avx512VnniCode.StateEntry))();

    /// <summary>Makes code executable; null where the processor or the system has none of it, or any of its tiles computes something else than the reference.</summary>
    internal static byte* Load(ReadOnlySpan<byte> code)
    {
        if (!IsProcessor())
        {
            return null;
        }

        byte* loaded = ExecutableMemory.Map(code);
        return loaded is not null && SavesRegisters(loaded) && IsRight(loaded) ? loaded : null;
    }

    private static bool IsProcessor() =>
        X86Base.X64.IsSupported
        && X86Base.CpuId(0, 0).Eax >= ExtendedFeatures
        && (X86Base.CpuId(ExtendedFeatures, 0).Ecx & Vnni) != 0
        && (X86Base.CpuId(Features, 0).Ecx & SavesState) != 0;

    private static bool SavesRegisters(byte* code) => (State(code) & NeededState) == NeededState;

    /// <summary>Compares every tile with the reference on a small product.</summary>
    private static bool IsRight(byte* code)
    {
        const int pixels = MostPixels, blocks = Int8TileArguments.MostBlocks, channels = blocks * Int8TileArguments.BlockChannels;
        const int outerRuns = 2, runs = 2, quads = 3, runStride = 24, outerStride = 56, blockStride = outerRuns * runs * quads * Int8TileArguments.QuadBytes;
        const int activations = 160;
        byte* x = stackalloc byte[activations];
        byte* weights = stackalloc byte[blocks * blockStride];
        int* expected = stackalloc int[pixels * channels];
        int* actual = stackalloc int[pixels * channels];
        SelfCheck.Fill(x, activations, weights, blocks * blockStride);
        Int8TileArguments arguments = new() { BlockStride = blockStride, OuterRuns = outerRuns, OuterStride = outerStride, Runs = runs, RunStride = runStride, Quads = quads };
        arguments.SetWeights(in *weights);
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            arguments.SetPixel(pixel, in x[5 * pixel]);
        }

        arguments.SetSums(ref *expected);
        Int8Scalar.Run(ref arguments, pixels, blocks);
        arguments.SetSums(ref *actual);
        for (int b = 1; b <= blocks; b++)
        {
            int width = b * Int8TileArguments.BlockChannels;
            for (int p = 1; p <= Pixels(b); p++)
            {
                new Span<int>(actual, pixels * channels).Clear();
                Run(code, ref arguments, p, b);
                for (int pixel = 0; pixel < p; pixel++)
                {
                    if (!new ReadOnlySpan<int>(actual + (pixel * width), width).SequenceEqual(new ReadOnlySpan<int>(expected + (pixel * channels), width)))
                    {
                        return false;
                    }
                }
            }
        }

        return true;
    }
}

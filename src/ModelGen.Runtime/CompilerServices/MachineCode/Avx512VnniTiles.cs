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

    /// <summary>Where the code lies; null where there is none.</summary>
    public static byte* Code { get; } = ExecutableMemory.IsAllowed ? Load(MemoryMarshal.AsBytes(Avx512VnniCode.Code)) : null;

    /// <summary>Where the tiles are in the code, for the calling convention of this operating system.</summary>
    public static ReadOnlySpan<ushort> Entries => OperatingSystem.IsWindows() ? Avx512VnniCode.WindowsEntries : Avx512VnniCode.SystemVEntries;

    /// <summary>Calls a tile.</summary>
    public static void Run(byte* code, ref Int8TileArguments arguments, int pixels, int blocks)
    {
        byte* entry = code + Entries[((blocks - 1) * Int8TileArguments.MostPixels) + pixels - 1];
        fixed (Int8TileArguments* pointer = &arguments)
        {
            ((delegate* unmanaged[Cdecl, SuppressGCTransition]<Int8TileArguments*, void>)entry)(pointer);
        }
    }

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

    private static bool SavesRegisters(byte* code) =>
        (((delegate* unmanaged[Cdecl, SuppressGCTransition]<ulong>)(code + Avx512VnniCode.StateEntry))() & NeededState) == NeededState;

    /// <summary>Compares every tile with the reference on a small product.</summary>
    private static bool IsRight(byte* code)
    {
        const int pixels = Int8TileArguments.MostPixels, blocks = Int8TileArguments.MostBlocks, channels = blocks * Int8TileArguments.BlockChannels;
        const int outerRuns = 2, runs = 2, quads = 3, runStride = 24, outerStride = 56, blockStride = outerRuns * runs * quads * Int8TileArguments.QuadBytes;
        byte* x = stackalloc byte[160];
        byte* weights = stackalloc byte[blocks * blockStride];
        int* expected = stackalloc int[pixels * channels];
        int* actual = stackalloc int[pixels * channels];
        uint state = 1;
        for (int i = 0; i < 160; i++)
        {
            x[i] = (byte)((state = Next(state)) >> 24);
        }

        for (int i = 0; i < blocks * blockStride; i++)
        {
            weights[i] = (byte)((((state = Next(state)) >> 24) % 255) - 127);
        }

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
            for (int p = 1; p <= Int8Avx512Vnni.Pixels(b); p++)
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

    /// <summary>A linear congruential generator.</summary>
    private static uint Next(uint state) => unchecked((state * 1664525) + 1013904223);
}

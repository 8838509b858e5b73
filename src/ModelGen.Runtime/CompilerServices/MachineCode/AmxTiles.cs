using System;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.CompilerServices;

/// <summary>The machine code of <see cref="Int8Amx"/>, made executable and found right.</summary>
/// <remarks>
/// Linux gives a process the state of the tile registers when it asks for it; that holds for all its threads, and the system saves and
/// restores their registers. Other systems have other rules, so that there the next tier serves.
/// </remarks>
internal static unsafe partial class AmxTiles
{
    private const int ExtendedFeatures = 7, Tile = 1 << 24, Int8 = 1 << 25, Palettes = 0x1D;

    /// <summary>What the operating system must save: the configuration of the tile registers, and the registers.</summary>
    private const ulong NeededState = 3 << 17;

    private const int ArchitecturePrctl = 158, RequestPermission = 0x1023, TileData = 18;

    /// <summary>Where the code lies; null where there is none.</summary>
    public static byte* Code { get; } = ExecutableMemory.IsAllowed ? Load(MemoryMarshal.AsBytes(AmxInt8Code.Code)) : null;

    /// <summary>Configures the tile registers of the calling thread.</summary>
    public static void Configure(byte* code, in AmxConfiguration configuration)
    {
        fixed (AmxConfiguration* pointer = &configuration)
        {
            ((delegate* unmanaged[Cdecl, SuppressGCTransition]<AmxConfiguration*, void>)(code + AmxInt8Code.ConfigureEntry))(pointer);
        }
    }

    /// <summary>Computes a panel.</summary>
    public static void Multiply(byte* code, AmxPanel* panel, int groups, int blocks, bool isLong)
    {
        byte* entry = code + AmxInt8Code.Entries[(2 * (groups - 1)) + blocks - 1];
        if (isLong)
        {
            ((delegate* unmanaged[Cdecl]<AmxPanel*, void>)entry)(panel);
        }
        else
        {
            ((delegate* unmanaged[Cdecl, SuppressGCTransition]<AmxPanel*, void>)entry)(panel);
        }
    }

    /// <summary>Releases the tile registers of the calling thread.</summary>
    public static void Release(byte* code) => ((delegate* unmanaged[Cdecl, SuppressGCTransition]<void>)(code + AmxInt8Code.ReleaseEntry))();

    /// <summary>Makes code executable; null where the processor or the system has none of it, or any of its panels computes something else than the reference.</summary>
    internal static byte* Load(ReadOnlySpan<byte> code)
    {
        if (!OperatingSystem.IsLinux() || !IsProcessor() || !IsPermitted())
        {
            return null;
        }

        byte* loaded = ExecutableMemory.Map(code);
        return loaded is not null && IsRight(loaded) ? loaded : null;
    }

    private static bool IsProcessor() =>
        X86Base.X64.IsSupported
        && X86Base.CpuId(0, 0).Eax >= Palettes
        && (X86Base.CpuId(ExtendedFeatures, 0).Edx & (Tile | Int8)) == (Tile | Int8)
        && IsPalette()
        && Avx512VnniTiles.Code is not null
        && (Avx512VnniTiles.State(Avx512VnniTiles.Code) & NeededState) == NeededState;

    /// <summary>Whether palette 1 has at least the 8 registers of 16 rows of 64 bytes that the code uses.</summary>
    private static bool IsPalette()
    {
        (int _, int rowsAndNames, int rows, int _) = X86Base.CpuId(Palettes, 1);
        return (rowsAndNames & 0xFFFF) >= Int8TileArguments.QuadBytes && rowsAndNames >>> 16 >= 8 && (rows & 0xFFFF) >= AmxConfiguration.MostRows;
    }

    private static bool IsPermitted()
    {
        try
        {
            return SystemCall(ArchitecturePrctl, RequestPermission, TileData) == 0;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Compares every panel with the reference on a small product.</summary>
    private static bool IsRight(byte* code)
    {
        const int group = 15, pixels = 2 * group, blocks = 2, channels = blocks * Int8TileArguments.BlockChannels, depth = 3, steps = 2;
        const int outerRuns = 2, runs = 2, quads = depth * steps, runStride = 40, outerStride = 88, pixelStride = 5;
        const int blockStride = outerRuns * runs * quads * Int8TileArguments.QuadBytes, activations = 512;
        byte* x = stackalloc byte[activations];
        byte* weights = stackalloc byte[blocks * blockStride];
        int* expected = stackalloc int[pixels * channels];
        int* actual = stackalloc int[pixels * channels];
        SelfCheck.Fill(x, activations, weights, blocks * blockStride);
        Int8TileArguments arguments = new() { BlockStride = blockStride, OuterRuns = outerRuns, OuterStride = outerStride, Runs = runs, RunStride = runStride, Quads = quads };
        arguments.SetWeights(in *weights);
        arguments.SetSums(ref *expected);
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            arguments.SetPixel(pixel, in x[pixelStride * pixel]);
        }

        Int8Scalar.Run(ref arguments, pixels, blocks);
        var panel = new AmxPanel
        {
            First = (nint)x,
            Second = (nint)(x + (pixelStride * group)),
            PixelStride = pixelStride,
            Weights = (nint)weights,
            BlockStride = blockStride,
            Sums = (nint)actual,
            OuterRuns = outerRuns,
            OuterStep = outerStride - (runs * runStride),
            Runs = runs,
            RunStep = runStride - (quads * Int8TileArguments.QuadLength),
            Steps = steps,
            ActivationStep = depth * Int8TileArguments.QuadLength,
            WeightStep = depth * Int8TileArguments.QuadBytes,
            FirstWeightStep = depth * Int8TileArguments.QuadBytes,
        };
        Configure(code, new AmxConfiguration(group, depth));
        bool isRight = true;
        for (int shape = 0; shape < AmxInt8Code.Entries.Length; shape++)
        {
            int g = 1 + (shape >> 1), b = 1 + (shape & 1), width = b * Int8TileArguments.BlockChannels;
            panel.SumStride = width * sizeof(int);
            panel.GroupSums = group * panel.SumStride;
            new Span<int>(actual, pixels * channels).Clear();
            Multiply(code, &panel, g, b, isLong: false);
            for (int pixel = 0; pixel < g * group; pixel++)
            {
                isRight &= new ReadOnlySpan<int>(actual + (pixel * width), width).SequenceEqual(new ReadOnlySpan<int>(expected + (pixel * channels), width));
            }
        }

        Release(code);
        return isRight;
    }

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint SystemCall(nint number, nint first, nint second);
}

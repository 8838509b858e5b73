using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.CompilerServices;

/// <summary>Widens quads of bytes to pairs of words: of all quads first bytes 0 and 2, then of all quads bytes 1 and 3, so that no byte changes lanes.</summary>
internal static unsafe class WordStaging
{
    /// <summary>Bytes 0 and 2 of two quads of activations.</summary>
    private const ulong EvenBytes = 0x00FF00FF00FF00FF;

    /// <summary>Widens the activations of a window.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Activations(ref readonly Int8TileArguments a, byte* x, byte* window)
    {
        nint length = a.Quads * Int8TileArguments.QuadLength, outerRuns = a.OuterRuns, outerStride = a.OuterStride, runs = a.Runs, runStride = a.RunStride;
        byte* even = window, odd = window + (outerRuns * runs * length);
        for (nint outer = 0; outer < outerRuns; outer++, x += outerStride)
        {
            byte* source = x;
            for (nint run = 0; run < runs; run++, source += runStride, even += length, odd += length)
            {
                Run(source, even, odd, length);
            }
        }
    }

    /// <summary>Widens the weights of a block: so many lines of 16 quads, to twice as many lines of 16 pairs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Weights(byte* weights, byte* words, nint lines)
    {
        nint length = lines * Int8TileArguments.QuadBytes;
        byte* odd = words + length;
        for (nint i = 0; i < length; i += Vector256<byte>.Count)
        {
            EvenOdd<Vector256<short>> pairs = PairDot256.Weights(weights + i);
            pairs.Even.Store((short*)(words + i));
            pairs.Odd.Store((short*)(odd + i));
        }
    }

    /// <summary>Widens the activations of a run, whole quads, and touches nothing else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run(byte* source, byte* even, byte* odd, nint length)
    {
        if (length >= Vector256<byte>.Count)
        {
            nint last = length - Vector256<byte>.Count;
            for (nint i = 0; i < last; i += Vector256<byte>.Count)
            {
                Widen256(source + i, even + i, odd + i);
            }

            Widen256(source + last, even + last, odd + last);
        }
        else if (length >= Vector128<byte>.Count)
        {
            nint last = length - Vector128<byte>.Count;
            Widen128(source, even, odd);
            Widen128(source + last, even + last, odd + last);
        }
        else if (length >= sizeof(ulong))
        {
            nint last = length - sizeof(ulong);
            Widen64(source, even, odd);
            Widen64(source + last, even + last, odd + last);
        }
        else
        {
            uint quad = Unsafe.ReadUnaligned<uint>(source);
            Unsafe.WriteUnaligned(even, quad & unchecked((uint)EvenBytes));
            Unsafe.WriteUnaligned(odd, (quad >> 8) & unchecked((uint)EvenBytes));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Widen256(byte* source, byte* even, byte* odd)
    {
        EvenOdd<Vector256<short>> pairs = PairDot256.Quads(source);
        pairs.Even.Store((short*)even);
        pairs.Odd.Store((short*)odd);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Widen128(byte* source, byte* even, byte* odd)
    {
        EvenOdd<Vector128<short>> pairs = PairDot128.Quads(source);
        pairs.Even.Store((short*)even);
        pairs.Odd.Store((short*)odd);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Widen64(byte* source, byte* even, byte* odd)
    {
        ulong quads = Unsafe.ReadUnaligned<ulong>(source);
        Unsafe.WriteUnaligned(even, quads & EvenBytes);
        Unsafe.WriteUnaligned(odd, (quads >> 8) & EvenBytes);
    }
}

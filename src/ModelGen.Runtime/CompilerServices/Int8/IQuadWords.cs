using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.CompilerServices;

/// <summary>Half of the bytes of 8 quads as words, a pair of each.</summary>
internal unsafe interface IQuadWords
{
    /// <summary>Reads 32 bytes.</summary>
    static abstract Vector256<short> Load(byte* bytes);
}

/// <summary>Bytes 0 and 2, unsigned.</summary>
internal readonly unsafe struct EvenBytes : IQuadWords
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Load(byte* bytes) => PairDot256.Quads(bytes).Even;
}

/// <summary>Bytes 1 and 3, unsigned.</summary>
internal readonly unsafe struct OddBytes : IQuadWords
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Load(byte* bytes) => PairDot256.Quads(bytes).Odd;
}

/// <summary>Bytes 0 and 2, signed.</summary>
internal readonly unsafe struct EvenSignedBytes : IQuadWords
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Load(byte* bytes) => PairDot256.Weights(bytes).Even;
}

/// <summary>Bytes 1 and 3, signed.</summary>
internal readonly unsafe struct OddSignedBytes : IQuadWords
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Load(byte* bytes) => PairDot256.Weights(bytes).Odd;
}

/// <summary>Bytes 0 and 1, signed.</summary>
internal readonly unsafe struct FirstSignedBytes : IQuadWords
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Load(byte* bytes)
    {
        // Each byte in the upper half of its word.
        Vector256<byte> places = Vector256.Create(0x05800480_01800080, 0x0D800C80_09800880, 0x05800480_01800080, 0x0D800C80_09800880).AsByte();
        return Avx2.Shuffle(Vector256.Load(bytes), places).AsInt16() >> 8;
    }
}

/// <summary>Bytes 2 and 3, signed.</summary>
internal readonly unsafe struct LastSignedBytes : IQuadWords
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Load(byte* bytes)
    {
        Vector256<byte> places = Vector256.Create(0x07800680_03800280, 0x0F800E80_0B800A80, 0x07800680_03800280, 0x0F800E80_0B800A80).AsByte();
        return Avx2.Shuffle(Vector256.Load(bytes), places).AsInt16() >> 8;
    }
}

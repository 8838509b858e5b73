using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.CompilerServices;

/// <summary>Loads and stores of fewer bytes than a vector takes, and what vectors of any width need to make bytes.</summary>
internal static class Bytes
{
    /// <summary>1.5 · 2²³: a sum with it, of numbers within ±2²², is a whole number, rounded halves to even, whose lowest bits are those of the float.</summary>
    public const float RoundingAddend = 12582912;

    /// <summary>The bits of <see cref="RoundingAddend"/>.</summary>
    public const int RoundingAddendBits = 0x4B400000;

    /// <summary>The first <paramref name="count"/> bytes, at most 16, and nothing beyond them; then zeros.</summary>
    public static Vector128<byte> Load(ref readonly byte source, int count)
    {
        Vector128<byte> bytes = Vector128<byte>.Zero;
        Unsafe.CopyBlockUnaligned(ref Unsafe.As<Vector128<byte>, byte>(ref bytes), in source, (uint)count);
        return bytes;
    }

    /// <summary>Stores the first <paramref name="count"/> bytes, at most 16, and nothing beyond them.</summary>
    public static void Store(Vector128<byte> bytes, ref byte destination, int count) =>
        Unsafe.CopyBlockUnaligned(ref destination, ref Unsafe.As<Vector128<byte>, byte>(ref bytes), (uint)Math.Min(count, Vector128<byte>.Count));

    /// <summary>Lanes within 0 … 255 as bytes, in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Narrow(Vector128<int> a, Vector128<int> b, Vector128<int> c, Vector128<int> d) => Sse2.IsSupported
        ? Sse2.PackUnsignedSaturate(Sse2.PackSignedSaturate(a, b), Sse2.PackSignedSaturate(c, d))
        : Vector128.Narrow(Vector128.Narrow(a, b).AsUInt16(), Vector128.Narrow(c, d).AsUInt16());
}

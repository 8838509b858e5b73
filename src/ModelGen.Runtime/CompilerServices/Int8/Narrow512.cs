using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.CompilerServices;

/// <summary>The scaled sums with the zero point, saturated: what a product stores that no addition follows.</summary>
/// <param name="zeroPoint">The zero point.</param>
/// <param name="min">The least result.</param>
internal readonly struct Narrow512(int zeroPoint, int min) : INarrow512
{
    private readonly Vector512<short> zero = Vector512.Create((short)zeroPoint);
    private readonly Vector512<byte> least = Vector512.Create((byte)min);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<byte> Narrow(Vector512<int> first, Vector512<int> second, Vector512<int> third, Vector512<int> fourth, int pixel) =>
        Vector512.Max(InOrder(Pack(first, second, third, fourth, zero)), least);

    /// <summary>The bytes of four vectors with the zero point, saturated: within each 128 bits in the order of the vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Pack(Vector512<int> first, Vector512<int> second, Vector512<int> third, Vector512<int> fourth, Vector512<short> zero) =>
        Avx512BW.PackUnsignedSaturate(
            Avx512BW.AddSaturate(Avx512BW.PackSignedSaturate(first, second), zero),
            Avx512BW.AddSaturate(Avx512BW.PackSignedSaturate(third, fourth), zero));

    /// <summary>The bytes of four vectors from the order that packing leaves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> InOrder(Vector512<byte> packed) =>
        Avx512F.PermuteVar16x32(packed.AsInt32(), Vector512.Create(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15)).AsByte();
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.CompilerServices;

/// <summary>The scaled sums with the zero point, saturated: what a product stores that no addition follows.</summary>
/// <param name="zeroPoint">The zero point.</param>
/// <param name="min">The least result.</param>
internal readonly struct Narrow256(int zeroPoint, int min) : INarrow256
{
    private readonly Vector256<short> zero = Vector256.Create((short)zeroPoint);
    private readonly Vector256<byte> least = Vector256.Create((byte)min);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<byte> Narrow(Vector256<int> first, Vector256<int> second, Vector256<int> third, Vector256<int> fourth, int pixel, int channel, int count, bool isPair) =>
        Vector256.Max(InOrder(Pack(first, second, third, fourth, zero)), least);

    /// <summary>The bytes of four vectors with the zero point, saturated: within each 128 bits in the order of the vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Pack(Vector256<int> first, Vector256<int> second, Vector256<int> third, Vector256<int> fourth, Vector256<short> zero) =>
        Avx2.PackUnsignedSaturate(
            Avx2.AddSaturate(Avx2.PackSignedSaturate(first, second), zero),
            Avx2.AddSaturate(Avx2.PackSignedSaturate(third, fourth), zero));

    /// <summary>The bytes of four vectors from the order that packing leaves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> InOrder(Vector256<byte> packed) => Avx2.PermuteVar8x32(packed.AsInt32(), Vector256.Create(0, 4, 1, 5, 2, 6, 3, 7)).AsByte();
}

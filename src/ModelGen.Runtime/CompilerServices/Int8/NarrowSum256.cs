using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.CompilerServices;

/// <summary>The sums of a product's bytes and another operand's: the bytes of the product do not leave the registers.</summary>
internal readonly unsafe struct NarrowSum256 : INarrow256
{
    private readonly Vector256<int> zero, least;
    private readonly Vector256<float> ownFactor, otherFactor, offset, greatestSum;
    private readonly Vector256<byte> leastSum;
    private readonly byte* other;
    private readonly nint* places;
    private readonly int lastPixel;
    private readonly bool isOwnLeft;

    /// <summary>The sums for a tile.</summary>
    /// <param name="sum">The addition.</param>
    /// <param name="zeroPoint">The zero point of the product's result.</param>
    /// <param name="min">The least result of the product.</param>
    /// <param name="other">Where the other operand is counted from.</param>
    /// <param name="places">How far the first byte of each pixel is from there.</param>
    /// <param name="pixels">The pixels of the tile.</param>
    public NarrowSum256(in ByteSum sum, int zeroPoint, int min, byte* other, nint* places, int pixels)
    {
        zero = Vector256.Create(zeroPoint);
        least = Vector256.Create(min);
        ownFactor = Vector256.Create(sum.OwnFactor);
        otherFactor = Vector256.Create(sum.OtherFactor);
        offset = Vector256.Create(sum.Offset);
        greatestSum = Vector256.Create((float)sum.Max);
        leastSum = Vector256.Create((byte)sum.Min);
        this.other = other;
        this.places = places;
        lastPixel = pixels - 1;
        isOwnLeft = sum.IsOwnLeft;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<byte> Narrow(Vector256<int> first, Vector256<int> second, Vector256<int> third, Vector256<int> fourth, int pixel, int channel, int count, bool isPair)
    {
        byte* others = other + places[pixel] + channel, next = isPair ? others + 16 : other + places[Math.Min(pixel + 1, lastPixel)] + channel;
        Vector128<byte> lower = Bytes.Load(in *others, count), upper = Bytes.Load(in *next, isPair ? count - 16 : count);
        Vector256<byte> packed = Narrow256.Pack(
            Sum(first, lower),
            Sum(second, Sse2.ShiftRightLogical128BitLane(lower, 8)),
            Sum(third, upper),
            Sum(fourth, Sse2.ShiftRightLogical128BitLane(upper, 8)),
            Vector256<short>.Zero);
        return Vector256.Max(Narrow256.InOrder(packed), leastSum);
    }

    /// <summary>The sum with the first eight bytes, rounded halves to even; one that is too small for an int32 becomes the least of these.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<int> Sum(Vector256<int> scaled, Vector128<byte> otherBytes)
    {
        Vector256<float> own = Vector256.ConvertToSingle(Vector256.Max(scaled + zero, least));
        Vector256<float> others = Vector256.ConvertToSingle(Avx2.ConvertToVector256Int32(otherBytes));
        Vector256<float> sum = isOwnLeft
            ? Vector256.FusedMultiplyAdd(own, ownFactor, Vector256.FusedMultiplyAdd(others, otherFactor, offset))
            : Vector256.FusedMultiplyAdd(others, otherFactor, Vector256.FusedMultiplyAdd(own, ownFactor, offset));
        return Avx.ConvertToVector256Int32(Vector256.MinNative(sum, greatestSum));
    }
}

using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.CompilerServices;

/// <summary>The sums of a product's bytes and another operand's: the bytes of the product do not leave the registers.</summary>
internal readonly unsafe struct NarrowSum512 : INarrow512
{
    private readonly Vector512<int> zero, least;
    private readonly Vector512<float> ownFactor, otherFactor, offset, greatestSum;
    private readonly Vector512<byte> leastSum, mask;
    private readonly byte* other;
    private readonly nint* places;
    private readonly int lastPixel, together;
    private readonly bool isOwnLeft;

    /// <summary>The sums for a tile.</summary>
    /// <param name="sum">The addition.</param>
    /// <param name="zeroPoint">The zero point of the product's result.</param>
    /// <param name="min">The least result of the product.</param>
    /// <param name="other">Where the other operand is counted from.</param>
    /// <param name="places">How far the first byte of each pixel is from there.</param>
    /// <param name="pixels">The pixels of the tile.</param>
    /// <param name="together">The pixels of four vectors: 1, 2 or 4.</param>
    /// <param name="mask">The channels of a pixel.</param>
    public NarrowSum512(in ByteSum sum, int zeroPoint, int min, byte* other, nint* places, int pixels, int together, Vector512<byte> mask)
    {
        zero = Vector512.Create(zeroPoint);
        least = Vector512.Create(min);
        ownFactor = Vector512.Create(sum.OwnFactor);
        otherFactor = Vector512.Create(sum.OtherFactor);
        offset = Vector512.Create(sum.Offset);
        greatestSum = Vector512.Create((float)sum.Max);
        leastSum = Vector512.Create((byte)sum.Min);
        this.mask = mask;
        this.other = other;
        this.places = places;
        lastPixel = pixels - 1;
        this.together = together;
        isOwnLeft = sum.IsOwnLeft;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<byte> Narrow(Vector512<int> first, Vector512<int> second, Vector512<int> third, Vector512<int> fourth, int pixel)
    {
        Vector512<byte> others = Others(pixel);
        Vector512<byte> packed = Narrow512.Pack(
            Sum(first, others.GetLower().GetLower()),
            Sum(second, others.GetLower().GetUpper()),
            Sum(third, others.GetUpper().GetLower()),
            Sum(fourth, others.GetUpper().GetUpper()),
            Vector512<short>.Zero);
        return Vector512.Max(Narrow512.InOrder(packed), leastSum);
    }

    /// <summary>The bytes of the other operand, each pixel's where its channels are in the vectors. Beyond the tile it is the last pixel that is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<byte> Others(int pixel) => together switch
    {
        1 => Avx512BW.MaskLoad(other + places[pixel], mask, Vector512<byte>.Zero),
        2 => Vector512.Create(Half(pixel), Half(Math.Min(pixel + 1, lastPixel))),
        _ => Vector512.Create(
            Vector256.Create(Quarter(pixel), Quarter(Math.Min(pixel + 1, lastPixel))),
            Vector256.Create(Quarter(Math.Min(pixel + 2, lastPixel)), Quarter(Math.Min(pixel + 3, lastPixel)))),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<byte> Half(int pixel) => Avx512BW.VL.MaskLoad(other + places[pixel], mask.GetLower(), Vector256<byte>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<byte> Quarter(int pixel) => Avx512BW.VL.MaskLoad(other + places[pixel], mask.GetLower().GetLower(), Vector128<byte>.Zero);

    /// <summary>The sum rounded halves to even; one that is too small for an int32 becomes the least of these.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<int> Sum(Vector512<int> scaled, Vector128<byte> otherBytes)
    {
        Vector512<float> own = Vector512.ConvertToSingle(Vector512.Max(scaled + zero, least));
        Vector512<float> others = Vector512.ConvertToSingle(Avx512F.ConvertToVector512Int32(otherBytes));
        Vector512<float> sum = isOwnLeft
            ? Avx512F.FusedMultiplyAdd(own, ownFactor, Avx512F.FusedMultiplyAdd(others, otherFactor, offset))
            : Avx512F.FusedMultiplyAdd(others, otherFactor, Avx512F.FusedMultiplyAdd(own, ownFactor, offset));
        return Avx512F.ConvertToVector512Int32(Vector512.MinNative(sum, greatestSum));
    }
}

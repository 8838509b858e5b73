using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ModelGen.Numerics;

namespace ModelGen.CompilerServices;

/// <summary>
/// From the int32 sums of a tile to its bytes, under either rule of <see cref="Requantization"/>: bit for bit what that gives for the sum
/// plus the bias (an addition that wraps), at every vector width and on every platform.
/// </summary>
/// <remarks>
/// The sums lie <c>[pixel][channels]</c> as <see cref="IInt8Tile"/> leaves them, each pixel's filled up to blocks of 16 channels, in a buffer
/// of which <see cref="Int8Tiles.SumsSlack"/> may be read beyond them. The arrays of a channel's values can be read up to the end of its block.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Int8Requantize
{
    /// <summary>Requantizes by <see cref="RoundingRule.Onnx"/>.</summary>
    /// <param name="sums">The sums.</param>
    /// <param name="pixels">The pixels of the tile.</param>
    /// <param name="bias">The bias of each channel, terms of zero points included.</param>
    /// <param name="multipliers">The multiplier of each channel, finite.</param>
    /// <param name="channels">The channels of the tile: for each pixel so many bytes are written, and none beyond.</param>
    /// <param name="zeroPoint">The zero point of the result as an unsigned byte.</param>
    /// <param name="min">The least result, at least 0.</param>
    /// <param name="max">The greatest result, at most 255.</param>
    /// <param name="y">Where the results are counted from.</param>
    /// <param name="places">How far the first byte of each pixel is from there.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreOnnx<S, V>(
        ref readonly int sums, int pixels, ref readonly int bias, ref readonly float multipliers, int channels, int zeroPoint, int min, int max, ref byte y, ref readonly nint places)
        where S : struct, ISimd<V>
        where V : struct
    {
        if (S.Count >= 16 && Avx512BW.VL.IsSupported)
        {
            Requantize512.Store(in sums, pixels, in bias, in multipliers, channels, zeroPoint, min, max, ref y, in places);
        }
        else if (S.Count >= 8 && Avx2.IsSupported)
        {
            Requantize256.Store(in sums, pixels, in bias, in multipliers, channels, zeroPoint, min, max, ref y, in places);
        }
        else
        {
            Requantize128.Store(in sums, pixels, in bias, in multipliers, channels, zeroPoint, min, max, ref y, in places);
        }
    }

    /// <summary>Requantizes by <see cref="RoundingRule.Onnx"/>, and adds another operand to the bytes.</summary>
    /// <param name="sums">The sums.</param>
    /// <param name="pixels">The pixels of the tile.</param>
    /// <param name="bias">The bias of each channel, terms of zero points included.</param>
    /// <param name="multipliers">The multiplier of each channel, finite.</param>
    /// <param name="channels">The channels of the tile: for each pixel so many bytes are written, and none beyond.</param>
    /// <param name="zeroPoint">The zero point of the product's result as an unsigned byte.</param>
    /// <param name="min">The least result of the product, at least 0.</param>
    /// <param name="max">The greatest result of the product, at most 255.</param>
    /// <param name="sum">The addition.</param>
    /// <param name="other">Where the other operand is counted from.</param>
    /// <param name="otherPlaces">How far the first byte of each pixel is from there.</param>
    /// <param name="y">Where the results are counted from; they may be written over the other operand.</param>
    /// <param name="places">How far the first byte of each pixel is from there.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void StoreOnnxSum<S, V>(
        ref readonly int sums,
        int pixels,
        ref readonly int bias,
        ref readonly float multipliers,
        int channels,
        int zeroPoint,
        int min,
        int max,
        in ByteSum sum,
        ref readonly byte other,
        ref readonly nint otherPlaces,
        ref byte y,
        ref readonly nint places)
        where S : struct, ISimd<V>
        where V : struct
    {
        if (S.Count >= 8 && Avx2.IsSupported)
        {
            fixed (byte* otherPointer = &other)
            fixed (nint* otherPlacesPointer = &otherPlaces)
            {
                if (S.Count >= 16 && Avx512BW.VL.IsSupported)
                {
                    Requantize512.StoreSum(in sums, pixels, in bias, in multipliers, channels, zeroPoint, min, max, in sum, otherPointer, otherPlacesPointer, ref y, in places);
                }
                else
                {
                    Requantize256.StoreSum(in sums, pixels, in bias, in multipliers, channels, zeroPoint, min, max, in sum, otherPointer, otherPlacesPointer, ref y, in places);
                }
            }

            return;
        }

        byte* own = stackalloc byte[Int8TileArguments.MostPixels * Int8Tiles.MostChannels];
        nint* ownPlaces = stackalloc nint[Int8TileArguments.MostPixels];
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            ownPlaces[pixel] = pixel * Int8Tiles.MostChannels;
        }

        StoreOnnx<S, V>(in sums, pixels, in bias, in multipliers, channels, zeroPoint, min, max, ref *own, in *ownPlaces);
        for (int pixel = 0; pixel < pixels; pixel++, own += Int8Tiles.MostChannels)
        {
            ref readonly byte others = ref Unsafe.Add(ref Unsafe.AsRef(in other), Unsafe.Add(ref Unsafe.AsRef(in otherPlaces), pixel));
            ref byte result = ref Unsafe.Add(ref y, Unsafe.Add(ref Unsafe.AsRef(in places), pixel));
            if (sum.IsOwnLeft)
            {
                ByteRows.AddOnnx<S, V>(in *own, 1, in others, 1, ref result, channels, sum.OwnFactor, sum.OtherFactor, sum.Offset, sum.Min, sum.Max);
            }
            else
            {
                ByteRows.AddOnnx<S, V>(in others, 1, in *own, 1, ref result, channels, sum.OtherFactor, sum.OwnFactor, sum.Offset, sum.Min, sum.Max);
            }
        }
    }

    /// <summary>Requantizes by <see cref="RoundingRule.TfLite"/>.</summary>
    /// <param name="sums">The sums.</param>
    /// <param name="pixels">The pixels of the tile.</param>
    /// <param name="bias">The bias of each channel, terms of zero points included.</param>
    /// <param name="mantissas">The mantissa of each channel's <see cref="FixedPointMultiplier"/>.</param>
    /// <param name="shifts">The shift of each channel's <see cref="FixedPointMultiplier"/>, −31 … 31.</param>
    /// <param name="channels">The channels of the tile: for each pixel so many bytes are written, and none beyond.</param>
    /// <param name="zeroPoint">The zero point of the result as an unsigned byte.</param>
    /// <param name="min">The least result, at least 0.</param>
    /// <param name="max">The greatest result, at most 255.</param>
    /// <param name="y">Where the results are counted from.</param>
    /// <param name="places">How far the first byte of each pixel is from there.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void StoreTfLite(
        ref readonly int sums, int pixels, ref readonly int bias, ref readonly int mantissas, ref readonly int shifts, int channels, int zeroPoint, int min, int max, ref byte y, ref readonly nint places)
    {
        nint row = Int8TileArguments.FilledChannels(channels);
        int channel = 0;
        for (; Avx2.IsSupported && channel < channels; channel += Vector256<int>.Count)
        {
            FixedPoint256 multiplier = new(Vector256.LoadUnsafe(in mantissas, (nuint)channel), Vector256.LoadUnsafe(in shifts, (nuint)channel));
            Vector256<int> addend = Vector256.LoadUnsafe(in bias, (nuint)channel);
            Vector256<int> least = Vector256.Create(min - zeroPoint), greatest = Vector256.Create(max - zeroPoint), zero = Vector256.Create(zeroPoint);
            for (int pixel = 0; pixel < pixels; pixel++)
            {
                Vector256<int> product = multiplier.Apply(Vector256.LoadUnsafe(in sums, (nuint)((pixel * row) + channel)) + addend);
                Vector256<int> result = Vector256.Min(Vector256.Max(product, least), greatest) + zero;
                Vector128<byte> bytes = Bytes.Narrow(result.GetLower(), result.GetUpper(), result.GetLower(), result.GetUpper());
                Bytes.Store(bytes, ref Unsafe.Add(ref y, Unsafe.Add(ref Unsafe.AsRef(in places), pixel) + channel), Math.Min(Vector256<int>.Count, channels - channel));
            }
        }

        for (; channel < channels; channel++)
        {
            FixedPointMultiplier multiplier = new(At(in mantissas, channel), At(in shifts, channel));
            for (int pixel = 0; pixel < pixels; pixel++)
            {
                int product = multiplier.Apply(unchecked(At(in sums, (pixel * row) + channel) + At(in bias, channel)));
                Unsafe.Add(ref y, Unsafe.Add(ref Unsafe.AsRef(in places), pixel) + channel) = (byte)(Math.Clamp(product, min - zeroPoint, max - zeroPoint) + zeroPoint);
            }
        }
    }

    private static int At(ref readonly int first, nint index) => Unsafe.Add(ref Unsafe.AsRef(in first), index);
}

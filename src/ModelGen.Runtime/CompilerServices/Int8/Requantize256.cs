using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.CompilerServices;

/// <summary><see cref="Int8Requantize.StoreOnnx{S, V}"/> with AVX2: two blocks of a pixel at a time, and the last block of an odd number for two pixels.</summary>
internal static unsafe class Requantize256
{
    /// <inheritdoc cref="Int8Requantize.StoreOnnx{S, V}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(
        ref readonly int sums, int pixels, ref readonly int bias, ref readonly float multipliers, int channels, int zeroPoint, int min, int max, ref byte y, ref readonly nint places) =>
        Store(in sums, pixels, in bias, in multipliers, channels, max - zeroPoint, new Narrow256(zeroPoint, min), ref y, in places);

    /// <inheritdoc cref="Int8Requantize.StoreOnnxSum{S, V}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSum(
        ref readonly int sums, int pixels, ref readonly int bias, ref readonly float multipliers, int channels, int zeroPoint, int min, int max, in ByteSum sum, byte* other, nint* otherPlaces, ref byte y, ref readonly nint places) =>
        Store(in sums, pixels, in bias, in multipliers, channels, max - zeroPoint, new NarrowSum256(in sum, zeroPoint, min, other, otherPlaces, pixels), ref y, in places);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Store<N>(
        ref readonly int sums, int pixels, ref readonly int bias, ref readonly float multipliers, int channels, int max, N narrow, ref byte y, ref readonly nint places)
        where N : struct, INarrow256
    {
        int row = Int8TileArguments.FilledChannels(channels);
        Vector256<float> greatest = Vector256.Create((float)max);
        for (int channel = 0; channel < channels; channel += 32)
        {
            bool isPair = row - channel > 16;
            int together = isPair ? 1 : 2, count = Math.Min(channels - channel, 32);
            nuint first = (nuint)channel, next = (nuint)(isPair ? channel + 16 : channel), distance = (nuint)(isPair ? 16 : row);
            Vector256<int> bias0 = Vector256.LoadUnsafe(in bias, first), bias1 = Vector256.LoadUnsafe(in bias, first + 8);
            Vector256<int> bias2 = Vector256.LoadUnsafe(in bias, next), bias3 = Vector256.LoadUnsafe(in bias, next + 8);
            Vector256<float> multiplier0 = Vector256.LoadUnsafe(in multipliers, first), multiplier1 = Vector256.LoadUnsafe(in multipliers, first + 8);
            Vector256<float> multiplier2 = Vector256.LoadUnsafe(in multipliers, next), multiplier3 = Vector256.LoadUnsafe(in multipliers, next + 8);
            for (int pixel = 0; pixel < pixels; pixel += together)
            {
                ref int source = ref Unsafe.Add(ref Unsafe.AsRef(in sums), ((nint)pixel * row) + channel);
                ref nint place = ref Unsafe.Add(ref Unsafe.AsRef(in places), pixel);
                Vector256<byte> bytes = narrow.Narrow(
                    Scale(Vector256.LoadUnsafe(in source) + bias0, multiplier0, greatest),
                    Scale(Vector256.LoadUnsafe(in source, 8) + bias1, multiplier1, greatest),
                    Scale(Vector256.LoadUnsafe(in source, distance) + bias2, multiplier2, greatest),
                    Scale(Vector256.LoadUnsafe(in source, distance + 8) + bias3, multiplier3, greatest),
                    pixel,
                    channel,
                    count,
                    isPair);
                if (isPair)
                {
                    Bytes.Store(bytes, ref Unsafe.Add(ref y, place + channel), count);
                    continue;
                }

                Bytes.Store(bytes.GetLower(), ref Unsafe.Add(ref y, place + channel), count);
                if (pixel + 1 < pixels)
                {
                    Bytes.Store(bytes.GetUpper(), ref Unsafe.Add(ref y, Unsafe.Add(ref place, 1) + channel), count);
                }
            }
        }
    }

    /// <summary>The same for neighbouring pixels of four vectors, whose channels lie in the order of <see cref="ByteInterleave"/>, as do the constants; from vector to vector there are so many lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void StoreInterleaved(
        int* sums, int pixels, int* bias, float* multipliers, int channels, int zeroPoint, int min, int max, byte* y, nint stride, int lanes)
    {
        Vector256<int> bias0 = Vector256.Load(bias), bias1 = Vector256.Load(bias + lanes), bias2 = Vector256.Load(bias + (2 * lanes)), bias3 = Vector256.Load(bias + (3 * lanes));
        Vector256<float> multiplier0 = Vector256.Load(multipliers), multiplier1 = Vector256.Load(multipliers + lanes);
        Vector256<float> multiplier2 = Vector256.Load(multipliers + (2 * lanes)), multiplier3 = Vector256.Load(multipliers + (3 * lanes));
        Vector256<float> greatest = Vector256.Create((float)(max - zeroPoint));
        Vector256<short> zero = Vector256.Create((short)zeroPoint);
        Vector256<byte> least = Vector256.Create((byte)min);
        for (int pixel = 0; pixel < pixels; pixel++, sums += 4 * lanes, y += stride)
        {
            Vector256<byte> bytes = Narrow256.Pack(
                Scale(Vector256.Load(sums) + bias0, multiplier0, greatest),
                Scale(Vector256.Load(sums + lanes) + bias1, multiplier1, greatest),
                Scale(Vector256.Load(sums + (2 * lanes)) + bias2, multiplier2, greatest),
                Scale(Vector256.Load(sums + (3 * lanes)) + bias3, multiplier3, greatest),
                zero);
            Bytes.Store(Vector256.Max(bytes, least), ref *y, channels);
        }
    }

    /// <summary>The product rounded halves to even; one that is too small for an int32 becomes the least of these.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Scale(Vector256<int> sum, Vector256<float> multiplier, Vector256<float> greatest) =>
        Avx.ConvertToVector256Int32(Vector256.MinNative(Vector256.ConvertToSingle(sum) * multiplier, greatest));
}

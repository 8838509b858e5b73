using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.CompilerServices;

/// <summary><see cref="Int8Requantize.StoreOnnx{S, V}"/> with AVX2: two blocks of a pixel at a time, and the last block of an odd number for two pixels.</summary>
internal static unsafe class Requantize256
{
    /// <inheritdoc cref="Int8Requantize.StoreOnnx{S, V}"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Store(
        ref readonly int sums, int pixels, ref readonly int bias, ref readonly float multipliers, int channels, int zeroPoint, int min, int max, ref byte y, ref readonly nint places)
    {
        int row = Int8TileArguments.FilledChannels(channels);
        Vector256<float> greatest = Vector256.Create((float)(max - zeroPoint));
        Vector256<short> zero = Vector256.Create((short)zeroPoint);
        Vector256<byte> least = Vector256.Create((byte)min);
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
                Vector256<byte> bytes = Narrow(
                    Scale(Vector256.LoadUnsafe(in source) + bias0, multiplier0, greatest),
                    Scale(Vector256.LoadUnsafe(in source, 8) + bias1, multiplier1, greatest),
                    Scale(Vector256.LoadUnsafe(in source, distance) + bias2, multiplier2, greatest),
                    Scale(Vector256.LoadUnsafe(in source, distance + 8) + bias3, multiplier3, greatest),
                    zero,
                    least);
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
            Vector256<byte> bytes = Pack(
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

    /// <summary>The bytes of four vectors, in order: with the zero point, saturated, and no less than <paramref name="least"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Narrow(Vector256<int> first, Vector256<int> second, Vector256<int> third, Vector256<int> fourth, Vector256<short> zero, Vector256<byte> least)
    {
        Vector256<byte> packed = Pack(first, second, third, fourth, zero);
        return Vector256.Max(Avx2.PermuteVar8x32(packed.AsInt32(), Vector256.Create(0, 4, 1, 5, 2, 6, 3, 7)).AsByte(), least);
    }

    /// <summary>The bytes of four vectors with the zero point, saturated: within each 128 bits in the order of the vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Pack(Vector256<int> first, Vector256<int> second, Vector256<int> third, Vector256<int> fourth, Vector256<short> zero) =>
        Avx2.PackUnsignedSaturate(
            Avx2.AddSaturate(Avx2.PackSignedSaturate(first, second), zero),
            Avx2.AddSaturate(Avx2.PackSignedSaturate(third, fourth), zero));
}

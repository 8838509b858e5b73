using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.CompilerServices;

/// <summary><see cref="Int8Requantize.StoreOnnx{S, V}"/> with AVX-512: four vectors of sums at a time, which are one pixel, two or four.</summary>
internal static unsafe class Requantize512
{
    /// <inheritdoc cref="Int8Requantize.StoreOnnx{S, V}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(
        ref readonly int sums, int pixels, ref readonly int bias, ref readonly float multipliers, int channels, int zeroPoint, int min, int max, ref byte y, ref readonly nint places) =>
        Store(in sums, pixels, in bias, in multipliers, channels, max - zeroPoint, new Narrow512(zeroPoint, min), ref y, in places);

    /// <inheritdoc cref="Int8Requantize.StoreOnnxSum{S, V}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSum(
        ref readonly int sums, int pixels, ref readonly int bias, ref readonly float multipliers, int channels, int zeroPoint, int min, int max, in ByteSum sum, byte* other, nint* otherPlaces, ref byte y, ref readonly nint places)
    {
        var narrow = new NarrowSum512(in sum, zeroPoint, min, other, otherPlaces, pixels, Together(channels), Mask(channels));
        Store(in sums, pixels, in bias, in multipliers, channels, max - zeroPoint, narrow, ref y, in places);
    }

    /// <summary>The pixels of four vectors.</summary>
    private static int Together(int channels) => channels > 32 ? 1 : channels > 16 ? 2 : 4;

    /// <summary>The lanes of a pixel's channels.</summary>
    private static Vector512<byte> Mask(int channels) => Vector512.LessThan(Vector512<byte>.Indices, Vector512.Create((byte)channels));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Store<N>(
        ref readonly int sums, int pixels, ref readonly int bias, ref readonly float multipliers, int channels, int max, N narrow, ref byte y, ref readonly nint places)
        where N : struct, INarrow512
    {
        int row = Int8TileArguments.FilledChannels(channels);

        // The first channel of each vector, modulo those of a row.
        nuint second = row > 16 ? 16u : 0, third = row > 32 ? 32u : 0, fourth = row == 64 ? 48u : row == 32 ? 16u : 0;
        Vector512<int> bias0 = Vector512.LoadUnsafe(in bias), bias1 = Vector512.LoadUnsafe(in bias, second);
        Vector512<int> bias2 = Vector512.LoadUnsafe(in bias, third), bias3 = Vector512.LoadUnsafe(in bias, fourth);
        Vector512<float> multiplier0 = Vector512.LoadUnsafe(in multipliers), multiplier1 = Vector512.LoadUnsafe(in multipliers, second);
        Vector512<float> multiplier2 = Vector512.LoadUnsafe(in multipliers, third), multiplier3 = Vector512.LoadUnsafe(in multipliers, fourth);
        Vector512<float> greatest = Vector512.Create((float)max);
        Vector512<byte> mask = Mask(channels);
        int together = Together(channels);
        for (int pixel = 0; pixel < pixels; pixel += together)
        {
            ref int source = ref Unsafe.Add(ref Unsafe.AsRef(in sums), (nint)pixel * row);
            ref nint place = ref Unsafe.Add(ref Unsafe.AsRef(in places), pixel);
            Vector512<byte> bytes = narrow.Narrow(
                Scale(Vector512.LoadUnsafe(in source) + bias0, multiplier0, greatest),
                Scale(Vector512.LoadUnsafe(in source, 16) + bias1, multiplier1, greatest),
                Scale(Vector512.LoadUnsafe(in source, 32) + bias2, multiplier2, greatest),
                Scale(Vector512.LoadUnsafe(in source, 48) + bias3, multiplier3, greatest),
                pixel);
            if (together == 1)
            {
                Avx512BW.MaskStore(Address(ref y, place), mask, bytes);
                continue;
            }

            int rest = pixels - pixel;
            if (together == 2)
            {
                Avx512BW.VL.MaskStore(Address(ref y, place), mask.GetLower(), bytes.GetLower());
                if (rest > 1)
                {
                    Avx512BW.VL.MaskStore(Address(ref y, Unsafe.Add(ref place, 1)), mask.GetLower(), bytes.GetUpper());
                }

                continue;
            }

            Avx512BW.VL.MaskStore(Address(ref y, place), mask.GetLower().GetLower(), bytes.GetLower().GetLower());
            if (rest > 1)
            {
                Avx512BW.VL.MaskStore(Address(ref y, Unsafe.Add(ref place, 1)), mask.GetLower().GetLower(), bytes.GetLower().GetUpper());
            }

            if (rest > 2)
            {
                Avx512BW.VL.MaskStore(Address(ref y, Unsafe.Add(ref place, 2)), mask.GetLower().GetLower(), bytes.GetUpper().GetLower());
            }

            if (rest > 3)
            {
                Avx512BW.VL.MaskStore(Address(ref y, Unsafe.Add(ref place, 3)), mask.GetLower().GetLower(), bytes.GetUpper().GetUpper());
            }
        }
    }

    /// <summary>The same for neighbouring pixels of four vectors, whose channels lie in the order of <see cref="ByteInterleave"/>, as do the constants.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void StoreInterleaved(
        int* sums, int pixels, int* bias, float* multipliers, int channels, int zeroPoint, int min, int max, byte* y, nint stride)
    {
        Vector512<int> bias0 = Vector512.Load(bias), bias1 = Vector512.Load(bias + 16), bias2 = Vector512.Load(bias + 32), bias3 = Vector512.Load(bias + 48);
        Vector512<float> multiplier0 = Vector512.Load(multipliers), multiplier1 = Vector512.Load(multipliers + 16);
        Vector512<float> multiplier2 = Vector512.Load(multipliers + 32), multiplier3 = Vector512.Load(multipliers + 48);
        Vector512<float> greatest = Vector512.Create((float)(max - zeroPoint));
        Vector512<short> zero = Vector512.Create((short)zeroPoint);
        Vector512<byte> least = Vector512.Create((byte)min);
        Vector512<byte> mask = Vector512.LessThan(Vector512<byte>.Indices, Vector512.Create((byte)channels));
        for (int pixel = 0; pixel < pixels; pixel++, sums += 64, y += stride)
        {
            Vector512<byte> bytes = Narrow512.Pack(
                Scale(Vector512.Load(sums) + bias0, multiplier0, greatest),
                Scale(Vector512.Load(sums + 16) + bias1, multiplier1, greatest),
                Scale(Vector512.Load(sums + 32) + bias2, multiplier2, greatest),
                Scale(Vector512.Load(sums + 48) + bias3, multiplier3, greatest),
                zero);
            Avx512BW.MaskStore(y, mask, Vector512.Max(bytes, least));
        }
    }

    /// <summary>The product rounded halves to even; one that is too small for an int32 becomes the least of these.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Scale(Vector512<int> sum, Vector512<float> multiplier, Vector512<float> greatest) =>
        Avx512F.ConvertToVector512Int32(Vector512.MinNative(Vector512.ConvertToSingle(sum) * multiplier, greatest));

    /// <summary>An address for a store that happens at once: nothing moves before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* Address(ref byte y, nint place) => (byte*)Unsafe.AsPointer(ref Unsafe.Add(ref y, place));
}

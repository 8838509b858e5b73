using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.CompilerServices;

/// <summary><see cref="Int8Requantize.StoreOnnx{S, V}"/> on every platform: a block of 16 channels at a time.</summary>
internal static class Requantize128
{
    /// <inheritdoc cref="Int8Requantize.StoreOnnx{S, V}"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Store(
        ref readonly int sums, int pixels, ref readonly int bias, ref readonly float multipliers, int channels, int zeroPoint, int min, int max, ref byte y, ref readonly nint places)
    {
        int row = Int8TileArguments.FilledChannels(channels);
        Vector128<float> least = Vector128.Create((float)(min - zeroPoint)), greatest = Vector128.Create((float)(max - zeroPoint));
        for (int channel = 0; channel < channels; channel += 16)
        {
            int count = Math.Min(channels - channel, 16);
            nuint first = (nuint)channel;
            Vector128<int> bias0 = Vector128.LoadUnsafe(in bias, first), bias1 = Vector128.LoadUnsafe(in bias, first + 4);
            Vector128<int> bias2 = Vector128.LoadUnsafe(in bias, first + 8), bias3 = Vector128.LoadUnsafe(in bias, first + 12);
            Vector128<float> multiplier0 = Vector128.LoadUnsafe(in multipliers, first), multiplier1 = Vector128.LoadUnsafe(in multipliers, first + 4);
            Vector128<float> multiplier2 = Vector128.LoadUnsafe(in multipliers, first + 8), multiplier3 = Vector128.LoadUnsafe(in multipliers, first + 12);
            for (int pixel = 0; pixel < pixels; pixel++)
            {
                ref int source = ref Unsafe.Add(ref Unsafe.AsRef(in sums), ((nint)pixel * row) + channel);
                Vector128<byte> bytes = Bytes.Narrow(
                    Scale(Vector128.LoadUnsafe(in source) + bias0, multiplier0, least, greatest, zeroPoint),
                    Scale(Vector128.LoadUnsafe(in source, 4) + bias1, multiplier1, least, greatest, zeroPoint),
                    Scale(Vector128.LoadUnsafe(in source, 8) + bias2, multiplier2, least, greatest, zeroPoint),
                    Scale(Vector128.LoadUnsafe(in source, 12) + bias3, multiplier3, least, greatest, zeroPoint));
                Bytes.Store(bytes, ref Unsafe.Add(ref y, Unsafe.Add(ref Unsafe.AsRef(in places), pixel) + channel), count);
            }
        }
    }

    /// <summary>The product within the bounds, rounded halves to even by an addition that leaves no fraction bits, with the zero point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Scale(Vector128<int> sum, Vector128<float> multiplier, Vector128<float> least, Vector128<float> greatest, int zeroPoint)
    {
        Vector128<float> product = Vector128.MinNative(Vector128.MaxNative(Vector128.ConvertToSingle(sum) * multiplier, least), greatest);
        return (product + Vector128.Create(Bytes.RoundingAddend)).AsInt32() + Vector128.Create(zeroPoint - Bytes.RoundingAddendBits);
    }
}

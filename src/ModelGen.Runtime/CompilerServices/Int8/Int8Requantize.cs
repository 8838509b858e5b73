using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ModelGen.Numerics;

namespace ModelGen.CompilerServices;

/// <summary>
/// From the int32 sums of one pixel to its bytes, under either rule of <see cref="Requantization"/>: bit for bit what that gives for the sum
/// plus the bias (an addition that wraps). The arrays of a channel's values can be read up to the next multiple of 16 channels.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Int8Requantize
{
    /// <summary>Requantizes by <see cref="RoundingRule.Onnx"/>.</summary>
    /// <param name="sums">The sums.</param>
    /// <param name="bias">The bias of each channel, terms of zero points included.</param>
    /// <param name="multipliers">The multiplier of each channel, finite.</param>
    /// <param name="channels">So many bytes are written, and none beyond.</param>
    /// <param name="zeroPoint">The zero point of the result as an unsigned byte.</param>
    /// <param name="min">The least result, at least 0.</param>
    /// <param name="max">The greatest result, at most 255.</param>
    /// <param name="y">The first byte.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreOnnx<S, V>(ref readonly int sums, ref readonly int bias, ref readonly float multipliers, int channels, int zeroPoint, int min, int max, ref byte y)
        where S : struct, ISimd<V>
        where V : struct
    {
        V low = S.Broadcast((float)(min - zeroPoint)), high = S.Broadcast((float)(max - zeroPoint));
        int channel = 0;
        for (; channel <= channels - (4 * S.Count); channel += 4 * S.Count)
        {
            S.StoreRoundedBytes(
                Rescale<S, V>(in sums, in bias, in multipliers, channel, low, high),
                Rescale<S, V>(in sums, in bias, in multipliers, channel + S.Count, low, high),
                Rescale<S, V>(in sums, in bias, in multipliers, channel + (2 * S.Count), low, high),
                Rescale<S, V>(in sums, in bias, in multipliers, channel + (3 * S.Count), low, high),
                zeroPoint,
                ref Unsafe.Add(ref y, channel));
        }

        V offset = S.Broadcast((float)zeroPoint);
        for (; channel <= channels - S.Count; channel += S.Count)
        {
            S.StoreBytes(S.Add(S.Round(Rescale<S, V>(in sums, in bias, in multipliers, channel, low, high)), offset), ref Unsafe.Add(ref y, channel));
        }

        if (channel < channels)
        {
            S.StoreBytes(S.Add(S.Round(Rescale<S, V>(in sums, in bias, in multipliers, channel, low, high)), offset), ref Unsafe.Add(ref y, channel), channels - channel);
        }
    }

    /// <summary>Requantizes by <see cref="RoundingRule.TfLite"/>.</summary>
    /// <param name="sums">The sums.</param>
    /// <param name="bias">The bias of each channel, terms of zero points included.</param>
    /// <param name="mantissas">The mantissa of each channel's <see cref="FixedPointMultiplier"/>.</param>
    /// <param name="shifts">The shift of each channel's <see cref="FixedPointMultiplier"/>, −31 … 31.</param>
    /// <param name="channels">So many bytes are written, and none beyond.</param>
    /// <param name="zeroPoint">The zero point of the result as an unsigned byte.</param>
    /// <param name="min">The least result, at least 0.</param>
    /// <param name="max">The greatest result, at most 255.</param>
    /// <param name="y">The first byte.</param>
    public static void StoreTfLite(ref readonly int sums, ref readonly int bias, ref readonly int mantissas, ref readonly int shifts, int channels, int zeroPoint, int min, int max, ref byte y)
    {
        int channel = 0;
        for (; Avx2.IsSupported && channel < channels; channel += Vector256<int>.Count)
        {
            Vector256<int> value = Vector256.LoadUnsafe(in sums, (nuint)channel) + Vector256.LoadUnsafe(in bias, (nuint)channel);
            Vector256<int> product = Apply(value, Vector256.LoadUnsafe(in mantissas, (nuint)channel), Vector256.LoadUnsafe(in shifts, (nuint)channel));
            Vector256<int> result = Vector256.Min(Vector256.Max(product, Vector256.Create(min - zeroPoint)), Vector256.Create(max - zeroPoint)) + Vector256.Create(zeroPoint);
            Vector128<byte> bytes = Bytes.Narrow(result.GetLower(), result.GetUpper(), result.GetLower(), result.GetUpper());
            if (channel <= channels - Vector256<int>.Count)
            {
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref y, channel), bytes.AsUInt64().ToScalar());
            }
            else
            {
                Bytes.Store(bytes, ref Unsafe.Add(ref y, channel), channels - channel);
            }
        }

        for (; channel < channels; channel++)
        {
            int value = unchecked(At(in sums, channel) + At(in bias, channel));
            int product = new FixedPointMultiplier(At(in mantissas, channel), At(in shifts, channel)).Apply(value);
            Unsafe.Add(ref y, channel) = (byte)(Math.Clamp(product, min - zeroPoint, max - zeroPoint) + zeroPoint);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Rescale<S, V>(ref readonly int sums, ref readonly int bias, ref readonly float multipliers, int channel, V low, V high)
        where S : struct, ISimd<V>
        where V : struct =>
        S.Rescale(
            in Unsafe.Add(ref Unsafe.AsRef(in sums), channel),
            in Unsafe.Add(ref Unsafe.AsRef(in bias), channel),
            in Unsafe.Add(ref Unsafe.AsRef(in multipliers), channel),
            low,
            high);

    private static int At(ref readonly int first, int index) => Unsafe.Add(ref Unsafe.AsRef(in first), index);

    /// <summary><see cref="FixedPointMultiplier.Apply"/> of each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Apply(Vector256<int> value, Vector256<int> mantissa, Vector256<int> shift)
    {
        Vector256<uint> left = Vector256.Max(shift, Vector256<int>.Zero).AsUInt32();
        Vector256<int> shifted = Avx2.ShiftLeftLogicalVariable(value, left);
        Vector256<int> saturated = (value >> 31) ^ Vector256.Create(int.MaxValue);
        shifted = Vector256.ConditionalSelect(Vector256.Equals(Avx2.ShiftRightArithmeticVariable(shifted, left), value), shifted, saturated);

        // Rounded halves upward; of a product with a mantissa, which is not negative, the quotient by 2^31 fits 32 bits.
        Vector256<long> half = Vector256.Create(1L << 30);
        Vector256<long> even = (Avx2.Multiply(shifted, mantissa) + half) >>> 31;
        Vector256<long> odd = (Avx2.Multiply((shifted.AsInt64() >>> 32).AsInt32(), (mantissa.AsInt64() >>> 32).AsInt32()) + half) << 1;
        Vector256<int> product = Avx2.Blend(even.AsInt32(), odd.AsInt32(), 0b1010_1010);

        Vector256<uint> right = Vector256.Max(-shift, Vector256<int>.Zero).AsUInt32();
        Vector256<int> mask = ~Avx2.ShiftLeftLogicalVariable(Vector256<int>.AllBitsSet, right);
        Vector256<int> threshold = (mask >> 1) - (product >> 31);
        return Avx2.ShiftRightArithmeticVariable(product, right) - Vector256.GreaterThan(product & mask, threshold);
    }
}

using System;
using System.Runtime.CompilerServices;
using ModelGen.Numerics;

namespace ModelGen.CompilerServices;

/// <content>Sums and products of two rows. An operand moves from element to element by its step: 1, or 0 where all see one byte.</content>
public static partial class ByteRows
{
    /// <summary>y = clamp(rint(fma(a, ra, fma(b, rb, offset)))) of the bytes themselves: their zero points are in the offset.</summary>
    /// <param name="a">The first byte of the left operand.</param>
    /// <param name="aStep">From byte to byte of it: 1, or 0.</param>
    /// <param name="b">The first byte of the right operand.</param>
    /// <param name="bStep">From byte to byte of it: 1, or 0.</param>
    /// <param name="y">The first byte of the result.</param>
    /// <param name="count">The number of bytes.</param>
    /// <param name="ra">The scale of a in units of that of y.</param>
    /// <param name="rb">The scale of b in units of that of y.</param>
    /// <param name="offset">What stands for the zero points.</param>
    /// <param name="min">The least result, at least 0.</param>
    /// <param name="max">The greatest result, at most 255.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddOnnx<S, V>(ref readonly byte a, int aStep, ref readonly byte b, int bStep, ref byte y, int count, float ra, float rb, float offset, int min, int max)
        where S : struct, ISimd<V>
        where V : struct
    {
        V aFactor = S.Broadcast(ra), bFactor = S.Broadcast(rb), term = S.Broadcast(offset), least = S.Broadcast((float)min), greatest = S.Broadcast((float)max);
        int i = 0;
        if ((aStep & bStep) == 1)
        {
            for (; i <= count - (4 * S.Count); i += 4 * S.Count)
            {
                ref readonly byte left = ref At(in a, i), right = ref At(in b, i);
                S.StoreRoundedBytes(
                    Sum<S, V>(S.Convert(in left), S.Convert(in right), aFactor, bFactor, term, least, greatest),
                    Sum<S, V>(S.Convert(in At(in left, S.Count)), S.Convert(in At(in right, S.Count)), aFactor, bFactor, term, least, greatest),
                    Sum<S, V>(S.Convert(in At(in left, 2 * S.Count)), S.Convert(in At(in right, 2 * S.Count)), aFactor, bFactor, term, least, greatest),
                    Sum<S, V>(S.Convert(in At(in left, 3 * S.Count)), S.Convert(in At(in right, 3 * S.Count)), aFactor, bFactor, term, least, greatest),
                    0,
                    ref Unsafe.Add(ref y, i));
            }
        }

        V aValue = S.Broadcast((float)a), bValue = S.Broadcast((float)b);
        for (; i <= count - S.Count; i += S.Count)
        {
            V left = aStep == 0 ? aValue : S.Convert(in At(in a, i)), right = bStep == 0 ? bValue : S.Convert(in At(in b, i));
            S.StoreBytes(S.Round(Sum<S, V>(left, right, aFactor, bFactor, term, least, greatest)), ref Unsafe.Add(ref y, i));
        }

        if (i < count)
        {
            V left = aStep == 0 ? aValue : S.Convert(in At(in a, i), count - i), right = bStep == 0 ? bValue : S.Convert(in At(in b, i), count - i);
            S.StoreBytes(S.Round(Sum<S, V>(left, right, aFactor, bFactor, term, least, greatest)), ref Unsafe.Add(ref y, i), count - i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Sum<S, V>(V left, V right, V aFactor, V bFactor, V term, V least, V greatest)
        where S : struct, ISimd<V>
        where V : struct =>
        S.Min(greatest, S.Max(least, S.FusedMultiplyAdd(left, aFactor, S.FusedMultiplyAdd(right, bFactor, term))));

    /// <summary>y = clamp(rint(fl(fl((a − aZero)(b − bZero) · multiplier) + yZero))).</summary>
    /// <param name="a">The first byte of the left operand.</param>
    /// <param name="aStep">From byte to byte of it: 1, or 0.</param>
    /// <param name="b">The first byte of the right operand.</param>
    /// <param name="bStep">From byte to byte of it: 1, or 0.</param>
    /// <param name="y">The first byte of the result.</param>
    /// <param name="count">The number of bytes.</param>
    /// <param name="aZero">The zero point of a.</param>
    /// <param name="bZero">The zero point of b.</param>
    /// <param name="multiplier">The product of the operands' scales in units of that of y.</param>
    /// <param name="yZero">The zero point of y.</param>
    /// <param name="min">The least result, at least 0.</param>
    /// <param name="max">The greatest result, at most 255.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MulOnnx<S, V>(
        ref readonly byte a, int aStep, ref readonly byte b, int bStep, ref byte y, int count, int aZero, int bZero, float multiplier, int yZero, int min, int max)
        where S : struct, ISimd<V>
        where V : struct
    {
        V aOffset = S.Broadcast((float)aZero), bOffset = S.Broadcast((float)bZero), factor = S.Broadcast(multiplier), yOffset = S.Broadcast((float)yZero);
        V least = S.Broadcast((float)min), greatest = S.Broadcast((float)max), aValue = S.Broadcast((float)a), bValue = S.Broadcast((float)b);
        int i = 0;
        for (; i <= count - S.Count; i += S.Count)
        {
            V left = aStep == 0 ? aValue : S.Convert(in At(in a, i)), right = bStep == 0 ? bValue : S.Convert(in At(in b, i));
            V product = S.Add(S.Multiply(S.Multiply(S.Subtract(left, aOffset), S.Subtract(right, bOffset)), factor), yOffset);
            S.StoreBytes(S.Round(S.Min(greatest, S.Max(least, product))), ref Unsafe.Add(ref y, i));
        }

        if (i < count)
        {
            V left = aStep == 0 ? aValue : S.Convert(in At(in a, i), count - i), right = bStep == 0 ? bValue : S.Convert(in At(in b, i), count - i);
            V product = S.Add(S.Multiply(S.Multiply(S.Subtract(left, aOffset), S.Subtract(right, bOffset)), factor), yOffset);
            S.StoreBytes(S.Round(S.Min(greatest, S.Max(least, product))), ref Unsafe.Add(ref y, i), count - i);
        }
    }

    /// <summary>y = clamp(ry · (ra · (a − aZero) · 2²⁰ + rb · (b − bZero) · 2²⁰) + yZero) in the integer arithmetic of TensorFlow Lite.</summary>
    /// <param name="a">The first byte of the left operand.</param>
    /// <param name="aStep">From byte to byte of it: 1, or 0.</param>
    /// <param name="b">The first byte of the right operand.</param>
    /// <param name="bStep">From byte to byte of it: 1, or 0.</param>
    /// <param name="y">The first byte of the result.</param>
    /// <param name="count">The number of bytes.</param>
    /// <param name="aZero">The zero point of a.</param>
    /// <param name="ra">The scale of a in units of twice the greater of both.</param>
    /// <param name="bZero">The zero point of b.</param>
    /// <param name="rb">The scale of b in these units.</param>
    /// <param name="yZero">The zero point of y.</param>
    /// <param name="ry">Such a unit in those of y, by 2²⁰.</param>
    /// <param name="min">The least result, at least 0.</param>
    /// <param name="max">The greatest result, at most 255.</param>
    public static void AddTfLite(
        ref readonly byte a, int aStep, ref readonly byte b, int bStep, ref byte y, int count, int aZero, FixedPointMultiplier ra, int bZero, FixedPointMultiplier rb, int yZero, FixedPointMultiplier ry, int min, int max)
    {
        const int Headroom = 1 << 20;
        int aFirst = a, bFirst = b;
        for (int i = 0; i < count; i++)
        {
            int left = aStep == 0 ? aFirst : At(in a, i), right = bStep == 0 ? bFirst : At(in b, i);
            int sum = ry.Apply(unchecked(ra.Apply((left - aZero) * Headroom) + rb.Apply((right - bZero) * Headroom)));
            Unsafe.Add(ref y, i) = (byte)Math.Clamp((long)sum + yZero, min, max);
        }
    }

    /// <summary>y = clamp(ry · (a − aZero)(b − bZero) + yZero) in the integer arithmetic of TensorFlow Lite.</summary>
    /// <param name="a">The first byte of the left operand.</param>
    /// <param name="aStep">From byte to byte of it: 1, or 0.</param>
    /// <param name="b">The first byte of the right operand.</param>
    /// <param name="bStep">From byte to byte of it: 1, or 0.</param>
    /// <param name="y">The first byte of the result.</param>
    /// <param name="count">The number of bytes.</param>
    /// <param name="aZero">The zero point of a.</param>
    /// <param name="bZero">The zero point of b.</param>
    /// <param name="ry">The product of the operands' scales in units of that of y.</param>
    /// <param name="yZero">The zero point of y.</param>
    /// <param name="min">The least result, at least 0.</param>
    /// <param name="max">The greatest result, at most 255.</param>
    public static void MulTfLite(
        ref readonly byte a, int aStep, ref readonly byte b, int bStep, ref byte y, int count, int aZero, int bZero, FixedPointMultiplier ry, int yZero, int min, int max)
    {
        int aFirst = a, bFirst = b;
        for (int i = 0; i < count; i++)
        {
            int left = aStep == 0 ? aFirst : At(in a, i), right = bStep == 0 ? bFirst : At(in b, i);
            Unsafe.Add(ref y, i) = (byte)Math.Clamp((long)ry.Apply((left - aZero) * (right - bZero)) + yZero, min, max);
        }
    }
}

using System;
using System.Runtime.CompilerServices;
using ModelGen.Numerics;

namespace ModelGen.CompilerServices;

/// <content>
/// Differences, quotients, maxima and minima of two rows. Under the rule of ONNX these are functions of the real values in single precision,
/// as ONNX Runtime computes operators that it has no 8-bit form of.
/// </content>
public static partial class ByteRows
{
    private interface IFunction
    {
        static abstract V Apply<S, V>(V a, V b)
            where S : struct, ISimd<V>
            where V : struct;
    }

    /// <summary>y = clamp(rint(a − b / yScale) + yZero) of the real values a and b.</summary>
    /// <param name="a">The first byte of the left operand.</param>
    /// <param name="aStep">From byte to byte of it: 1, or 0.</param>
    /// <param name="b">The first byte of the right operand.</param>
    /// <param name="bStep">From byte to byte of it: 1, or 0.</param>
    /// <param name="y">The first byte of the result.</param>
    /// <param name="count">The number of bytes.</param>
    /// <param name="aScale">The scale of a.</param>
    /// <param name="aZero">The zero point of a.</param>
    /// <param name="bScale">The scale of b.</param>
    /// <param name="bZero">The zero point of b.</param>
    /// <param name="yScale">The scale of y.</param>
    /// <param name="yZero">The zero point of y.</param>
    /// <param name="min">The least result, at least 0.</param>
    /// <param name="max">The greatest result, at most 255.</param>
    public static void SubOnnx<S, V>(
        ref readonly byte a, int aStep, ref readonly byte b, int bStep, ref byte y, int count, float aScale, int aZero, float bScale, int bZero, float yScale, int yZero, int min, int max)
        where S : struct, ISimd<V>
        where V : struct => Real<S, V, SubFunction>(in a, aStep, in b, bStep, ref y, count, new(aScale, aZero), new(bScale, bZero), new(yScale, yZero), min, max);

    /// <summary>y = clamp(rint(a / b / yScale) + yZero) of the real values a and b.</summary>
    /// <param name="a">The first byte of the left operand.</param>
    /// <param name="aStep">From byte to byte of it: 1, or 0.</param>
    /// <param name="b">The first byte of the right operand.</param>
    /// <param name="bStep">From byte to byte of it: 1, or 0.</param>
    /// <param name="y">The first byte of the result.</param>
    /// <param name="count">The number of bytes.</param>
    /// <param name="aScale">The scale of a.</param>
    /// <param name="aZero">The zero point of a.</param>
    /// <param name="bScale">The scale of b.</param>
    /// <param name="bZero">The zero point of b.</param>
    /// <param name="yScale">The scale of y.</param>
    /// <param name="yZero">The zero point of y.</param>
    /// <param name="min">The least result, at least 0.</param>
    /// <param name="max">The greatest result, at most 255.</param>
    public static void DivOnnx<S, V>(
        ref readonly byte a, int aStep, ref readonly byte b, int bStep, ref byte y, int count, float aScale, int aZero, float bScale, int bZero, float yScale, int yZero, int min, int max)
        where S : struct, ISimd<V>
        where V : struct => Real<S, V, DivFunction>(in a, aStep, in b, bStep, ref y, count, new(aScale, aZero), new(bScale, bZero), new(yScale, yZero), min, max);

    /// <summary>y = clamp(rint(max(a, b) / yScale) + yZero) of the real values a and b.</summary>
    /// <param name="a">The first byte of the left operand.</param>
    /// <param name="aStep">From byte to byte of it: 1, or 0.</param>
    /// <param name="b">The first byte of the right operand.</param>
    /// <param name="bStep">From byte to byte of it: 1, or 0.</param>
    /// <param name="y">The first byte of the result.</param>
    /// <param name="count">The number of bytes.</param>
    /// <param name="aScale">The scale of a.</param>
    /// <param name="aZero">The zero point of a.</param>
    /// <param name="bScale">The scale of b.</param>
    /// <param name="bZero">The zero point of b.</param>
    /// <param name="yScale">The scale of y.</param>
    /// <param name="yZero">The zero point of y.</param>
    /// <param name="min">The least result, at least 0.</param>
    /// <param name="max">The greatest result, at most 255.</param>
    public static void MaxOnnx<S, V>(
        ref readonly byte a, int aStep, ref readonly byte b, int bStep, ref byte y, int count, float aScale, int aZero, float bScale, int bZero, float yScale, int yZero, int min, int max)
        where S : struct, ISimd<V>
        where V : struct => Real<S, V, MaxFunction>(in a, aStep, in b, bStep, ref y, count, new(aScale, aZero), new(bScale, bZero), new(yScale, yZero), min, max);

    /// <summary>y = clamp(rint(min(a, b) / yScale) + yZero) of the real values a and b.</summary>
    /// <param name="a">The first byte of the left operand.</param>
    /// <param name="aStep">From byte to byte of it: 1, or 0.</param>
    /// <param name="b">The first byte of the right operand.</param>
    /// <param name="bStep">From byte to byte of it: 1, or 0.</param>
    /// <param name="y">The first byte of the result.</param>
    /// <param name="count">The number of bytes.</param>
    /// <param name="aScale">The scale of a.</param>
    /// <param name="aZero">The zero point of a.</param>
    /// <param name="bScale">The scale of b.</param>
    /// <param name="bZero">The zero point of b.</param>
    /// <param name="yScale">The scale of y.</param>
    /// <param name="yZero">The zero point of y.</param>
    /// <param name="min">The least result, at least 0.</param>
    /// <param name="max">The greatest result, at most 255.</param>
    public static void MinOnnx<S, V>(
        ref readonly byte a, int aStep, ref readonly byte b, int bStep, ref byte y, int count, float aScale, int aZero, float bScale, int bZero, float yScale, int yZero, int min, int max)
        where S : struct, ISimd<V>
        where V : struct => Real<S, V, MinFunction>(in a, aStep, in b, bStep, ref y, count, new(aScale, aZero), new(bScale, bZero), new(yScale, yZero), min, max);

    /// <summary>y = clamp(ry · (ra · (a − aZero) · 2²⁰ − rb · (b − bZero) · 2²⁰) + yZero) in the integer arithmetic of TensorFlow Lite.</summary>
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
    public static void SubTfLite(
        ref readonly byte a, int aStep, ref readonly byte b, int bStep, ref byte y, int count, int aZero, FixedPointMultiplier ra, int bZero, FixedPointMultiplier rb, int yZero, FixedPointMultiplier ry, int min, int max)
    {
        const int Headroom = 1 << 20;
        int aFirst = a, bFirst = b;
        for (int i = 0; i < count; i++)
        {
            int left = aStep == 0 ? aFirst : At(in a, i), right = bStep == 0 ? bFirst : At(in b, i);
            int difference = ry.Apply(unchecked(ra.Apply((left - aZero) * Headroom) - rb.Apply((right - bZero) * Headroom)));
            Unsafe.Add(ref y, i) = (byte)Math.Clamp((long)difference + yZero, min, max);
        }
    }

    /// <summary>y = clamp(the greater byte).</summary>
    /// <param name="a">The first byte of the left operand.</param>
    /// <param name="aStep">From byte to byte of it: 1, or 0.</param>
    /// <param name="b">The first byte of the right operand.</param>
    /// <param name="bStep">From byte to byte of it: 1, or 0.</param>
    /// <param name="y">The first byte of the result.</param>
    /// <param name="count">The number of bytes.</param>
    /// <param name="min">The least result, at least 0.</param>
    /// <param name="max">The greatest result, at most 255.</param>
    public static void Max(ref readonly byte a, int aStep, ref readonly byte b, int bStep, ref byte y, int count, int min, int max)
    {
        byte aFirst = a, bFirst = b, least = (byte)min, greatest = (byte)max;
        for (int i = 0; i < count; i++)
        {
            byte left = aStep == 0 ? aFirst : At(in a, i), right = bStep == 0 ? bFirst : At(in b, i);
            Unsafe.Add(ref y, i) = Math.Clamp(Math.Max(left, right), least, greatest);
        }
    }

    /// <summary>y = clamp(the lesser byte).</summary>
    /// <param name="a">The first byte of the left operand.</param>
    /// <param name="aStep">From byte to byte of it: 1, or 0.</param>
    /// <param name="b">The first byte of the right operand.</param>
    /// <param name="bStep">From byte to byte of it: 1, or 0.</param>
    /// <param name="y">The first byte of the result.</param>
    /// <param name="count">The number of bytes.</param>
    /// <param name="min">The least result, at least 0.</param>
    /// <param name="max">The greatest result, at most 255.</param>
    public static void Min(ref readonly byte a, int aStep, ref readonly byte b, int bStep, ref byte y, int count, int min, int max)
    {
        byte aFirst = a, bFirst = b, least = (byte)min, greatest = (byte)max;
        for (int i = 0; i < count; i++)
        {
            byte left = aStep == 0 ? aFirst : At(in a, i), right = bStep == 0 ? bFirst : At(in b, i);
            Unsafe.Add(ref y, i) = Math.Clamp(Math.Min(left, right), least, greatest);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Real<S, V, F>(
        ref readonly byte a, int aStep, ref readonly byte b, int bStep, ref byte y, int count, Quantization aUnit, Quantization bUnit, Quantization yUnit, int min, int max)
        where S : struct, ISimd<V>
        where V : struct
        where F : struct, IFunction
    {
        V aZero = S.Broadcast((float)aUnit.ZeroPoint), bZero = S.Broadcast((float)bUnit.ZeroPoint), yZero = S.Broadcast((float)yUnit.ZeroPoint);
        V aScale = S.Broadcast(aUnit.Scale), bScale = S.Broadcast(bUnit.Scale), least = S.Broadcast((float)min), greatest = S.Broadcast((float)max);
        V aValue = S.Broadcast((float)a), bValue = S.Broadcast((float)b);
        for (int i = 0; i < count; i += S.Count)
        {
            int lanes = int.Min(S.Count, count - i);
            V left = aStep == 0 ? aValue : Lanes<S, V>(in a, i, lanes), right = bStep == 0 ? bValue : Lanes<S, V>(in b, i, lanes);
            V real = F.Apply<S, V>(S.Multiply(S.Subtract(left, aZero), aScale), S.Multiply(S.Subtract(right, bZero), bScale));
            V steps = S.Add(S.Round(Steps<S, V>(real, yUnit.Scale, yUnit.ZeroPoint)), yZero);
            S.StoreBytes(S.Min(greatest, S.Max(least, steps)), ref Unsafe.Add(ref y, i), lanes);
        }
    }

    private readonly struct SubFunction : IFunction
    {
        public static V Apply<S, V>(V a, V b)
            where S : struct, ISimd<V>
            where V : struct => S.Subtract(a, b);
    }

    private readonly struct DivFunction : IFunction
    {
        public static V Apply<S, V>(V a, V b)
            where S : struct, ISimd<V>
            where V : struct => S.Divide(a, b);
    }

    private readonly struct MaxFunction : IFunction
    {
        public static V Apply<S, V>(V a, V b)
            where S : struct, ISimd<V>
            where V : struct => S.Max(a, b);
    }

    private readonly struct MinFunction : IFunction
    {
        public static V Apply<S, V>(V a, V b)
            where S : struct, ISimd<V>
            where V : struct => S.Min(a, b);
    }
}

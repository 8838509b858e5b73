using System.ComponentModel;

namespace ModelGen.CompilerServices;

/// <summary>
/// The vector operations that generated kernels are written in. A kernel takes an implementation as a struct type argument, which the
/// JIT specialises, so one text serves every instruction set.
/// </summary>
/// <typeparam name="V">A vector of single-precision lanes.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISimd<V>
    where V : struct
{
    /// <summary>The number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>Zero in every lane.</summary>
    static abstract V Zero { get; }

    /// <summary>Loads <see cref="Count"/> neighbouring elements.</summary>
    static abstract V Load(ref readonly float source);

    /// <summary>Loads the first <paramref name="lanes"/> lanes and nothing beyond them; the others are zero.</summary>
    static abstract V Load(ref readonly float source, int lanes);

    /// <summary>Stores every lane.</summary>
    static abstract void Store(V value, ref float destination);

    /// <summary>Stores the first <paramref name="lanes"/> lanes and nothing beyond them.</summary>
    static abstract void Store(V value, ref float destination, int lanes);

    /// <summary>One value in every lane.</summary>
    static abstract V Broadcast(float value);

    /// <summary>One element in every lane.</summary>
    static abstract V Broadcast(ref readonly float value);

    /// <summary>a · b + c, rounded once where the processor can and twice elsewhere.</summary>
    static abstract V MultiplyAdd(V a, V b, V c);

    /// <summary>a · b + c, rounded once everywhere.</summary>
    static abstract V FusedMultiplyAdd(V a, V b, V c);

    /// <summary>a + b.</summary>
    static abstract V Add(V a, V b);

    /// <summary>a − b.</summary>
    static abstract V Subtract(V a, V b);

    /// <summary>a · b.</summary>
    static abstract V Multiply(V a, V b);

    /// <summary>a / b.</summary>
    static abstract V Divide(V a, V b);

    /// <summary>−a.</summary>
    static abstract V Negate(V a);

    /// <summary>|a|.</summary>
    static abstract V Abs(V a);

    /// <summary>The square root.</summary>
    static abstract V Sqrt(V a);

    /// <summary>The nearest whole number, ties to even.</summary>
    static abstract V Round(V a);

    /// <summary>The larger; <paramref name="b"/> where either is NaN (on NEON, NaN). With a constant as <paramref name="a"/>, NaN passes.</summary>
    static abstract V Max(V a, V b);

    /// <summary>The smaller; <paramref name="b"/> where either is NaN (on NEON, NaN). With a constant as <paramref name="a"/>, NaN passes.</summary>
    static abstract V Min(V a, V b);

    /// <summary>The larger; NaN where either is NaN.</summary>
    static abstract V Maximum(V a, V b);

    /// <summary>The smaller; NaN where either is NaN.</summary>
    static abstract V Minimum(V a, V b);

    /// <summary>All bits set in the lanes where a &lt; b, none in the others.</summary>
    static abstract V LessThan(V a, V b);

    /// <summary><paramref name="a"/> where the mask is set, <paramref name="b"/> elsewhere.</summary>
    static abstract V Select(V mask, V a, V b);

    /// <summary>The magnitude of one with the sign of the other.</summary>
    static abstract V CopySign(V magnitude, V sign);

    /// <summary>2 to the power of whole numbers in −126 … 127; any number for others.</summary>
    static abstract V PowerOfTwo(V exponent);

    /// <summary>Loads <see cref="Count"/> neighbouring integers and converts them.</summary>
    static abstract V Convert(ref readonly int source);

    /// <summary>Loads the first <paramref name="lanes"/> integers and nothing beyond them, and converts them; the other lanes are zero.</summary>
    static abstract V Convert(ref readonly int source, int lanes);

    /// <summary>Loads <see cref="Count"/> neighbouring bytes and converts them.</summary>
    static abstract V Convert(ref readonly byte source);

    /// <summary>Loads the first <paramref name="lanes"/> bytes and nothing beyond them, and converts them; the other lanes are zero.</summary>
    static abstract V Convert(ref readonly byte source, int lanes);

    /// <summary>Loads <see cref="Count"/> neighbouring signed bytes and converts them.</summary>
    static abstract V ConvertSigned(ref readonly sbyte source);

    /// <summary>Loads the first <paramref name="lanes"/> signed bytes and nothing beyond them, and converts them; the other lanes are zero.</summary>
    static abstract V ConvertSigned(ref readonly sbyte source, int lanes);

    /// <summary>Stores every lane, a whole number within 0 … 255, as a byte.</summary>
    static abstract void StoreBytes(V value, ref byte destination);

    /// <summary>Stores the first <paramref name="lanes"/> lanes, whole numbers within 0 … 255, as bytes and nothing beyond them.</summary>
    static abstract void StoreBytes(V value, ref byte destination, int lanes);

    /// <summary>
    /// Stores the lanes of four vectors, rounded (halves to even) and added to <paramref name="zeroPoint"/>, as bytes. The lanes are within ±2²²,
    /// the results within 0 … 255.
    /// </summary>
    static abstract void StoreRoundedBytes(V first, V second, V third, V fourth, int zeroPoint, ref byte destination);

    /// <summary>The number of each lane, from 0.</summary>
    static abstract V Indices { get; }

    /// <summary>The sum of the lanes.</summary>
    static abstract float Sum(V a);

    /// <summary>The largest lane; NaN if one is.</summary>
    static abstract float MaxAcross(V a);
}

using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelGen.CompilerServices;

/// <summary>
/// Element-wise operations on neighbouring unsigned bytes, with the same results at every vector width and on every platform. The result
/// may be written over an operand of as many bytes. Nothing beyond <c>count</c> elements is read or written.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class ByteRows
{
    /// <summary>The greatest single-precision number below 1/2.</summary>
    private const float BelowHalf = 0.49999997f;

    /// <summary>y = table[x].</summary>
    /// <param name="x">The first byte to look up.</param>
    /// <param name="table">256 bytes. Not checked.</param>
    /// <param name="y">The first byte to write.</param>
    /// <param name="count">The number of bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Map<S, V>(ref readonly byte x, ReadOnlySpan<byte> table, ref byte y, int count)
        where S : struct, ISimd<V>
        where V : struct
    {
        ref byte entries = ref MemoryMarshal.GetReference(table);
        if (S.Count >= 16 && ByteTable512.IsSupported && count >= ByteTable512.LeastCount)
        {
            ByteTable512.Map(ref Unsafe.AsRef(in x), ref entries, ref y, count);
            return;
        }

        for (nint i = 0; i < count; i++)
        {
            Unsafe.Add(ref y, i) = Unsafe.Add(ref entries, Unsafe.Add(ref Unsafe.AsRef(in x), i));
        }
    }

    /// <summary>y = saturate(round(x / scale) + zeroPoint), halves to even; NaN becomes the zero point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void QuantizeOnnx<S, V>(ref readonly float x, ref byte y, int count, float scale, int zeroPoint)
        where S : struct, ISimd<V>
        where V : struct
    {
        int i = 0;
        for (; i <= count - S.Count; i += S.Count)
        {
            V steps = Steps<S, V>(S.Load(in At(in x, i)), scale, zeroPoint);
            S.StoreBytes(S.Add(S.Round(steps), S.Broadcast((float)zeroPoint)), ref Unsafe.Add(ref y, i));
        }

        if (i < count)
        {
            V steps = Steps<S, V>(S.Load(in At(in x, i), count - i), scale, zeroPoint);
            S.StoreBytes(S.Add(S.Round(steps), S.Broadcast((float)zeroPoint)), ref Unsafe.Add(ref y, i), count - i);
        }
    }

    /// <summary>y = saturate(round(x / scale) + zeroPoint), halves away from zero; NaN becomes the zero point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void QuantizeTfLite<S, V>(ref readonly float x, ref byte y, int count, float scale, int zeroPoint)
        where S : struct, ISimd<V>
        where V : struct
    {
        int i = 0;
        for (; i <= count - S.Count; i += S.Count)
        {
            V steps = Steps<S, V>(S.Load(in At(in x, i)), scale, zeroPoint);
            S.StoreBytes(S.Add(RoundAway<S, V>(steps), S.Broadcast((float)zeroPoint)), ref Unsafe.Add(ref y, i));
        }

        if (i < count)
        {
            V steps = Steps<S, V>(S.Load(in At(in x, i), count - i), scale, zeroPoint);
            S.StoreBytes(S.Add(RoundAway<S, V>(steps), S.Broadcast((float)zeroPoint)), ref Unsafe.Add(ref y, i), count - i);
        }
    }

    /// <summary>y = scale · (x − zeroPoint), rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Dequantize<S, V>(ref readonly byte x, ref float y, int count, float scale, int zeroPoint)
        where S : struct, ISimd<V>
        where V : struct
    {
        V factor = S.Broadcast(scale), zero = S.Broadcast((float)zeroPoint);
        int i = 0;
        for (; i <= count - S.Count; i += S.Count)
        {
            S.Store(S.Multiply(S.Subtract(S.Convert(in At(in x, i)), zero), factor), ref Unsafe.Add(ref y, i));
        }

        if (i < count)
        {
            S.Store(S.Multiply(S.Subtract(S.Convert(in At(in x, i), count - i), zero), factor), ref Unsafe.Add(ref y, i), count - i);
        }
    }

    /// <summary>x / scale within the range that the zero point leaves to a byte; 0 for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Steps<S, V>(V x, float scale, int zeroPoint)
        where S : struct, ISimd<V>
        where V : struct
    {
        // The constants come first: then NaN passes, and the comparison replaces it.
        float greatest = byte.MaxValue - zeroPoint;
        V steps = S.Min(S.Broadcast(greatest), S.Max(S.Broadcast(-(float)zeroPoint), S.Divide(x, S.Broadcast(scale))));
        return S.Select(S.LessThan(steps, S.Broadcast(greatest + 1)), steps, S.Zero);
    }

    /// <summary>The nearest whole number, halves away from zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V RoundAway<S, V>(V x)
        where S : struct, ISimd<V>
        where V : struct
    {
        // Where the even neighbour of a half is the one nearer to zero, what is left of it is exactly a half.
        V magnitude = S.Abs(x), rounded = S.Round(magnitude);
        V isHalf = S.LessThan(S.Broadcast(BelowHalf), S.Subtract(magnitude, rounded));
        return S.CopySign(S.Add(rounded, S.Select(isHalf, S.Broadcast(1f), S.Zero)), x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref readonly T At<T>(ref readonly T first, int index) => ref Unsafe.Add(ref Unsafe.AsRef(in first), index);
}

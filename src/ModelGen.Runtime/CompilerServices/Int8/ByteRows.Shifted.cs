using System.Runtime.CompilerServices;

namespace ModelGen.CompilerServices;

/// <content>
/// Sums and products of unsigned bytes that stand for signed ones, x − 128, in whose single precision they are computed: what the rounding
/// of sums and zero points gives is not the same at another origin.
/// </content>
public static partial class ByteRows
{
    private const float SignedShift = 128;

    /// <summary>y − 128 = clamp(rint(fma(a − 128, ra, fma(b − 128, rb, offset)))): the zero points, as signed bytes, are in the offset.</summary>
    /// <param name="a">The first byte of the left operand.</param>
    /// <param name="aStep">From byte to byte of it: 1, or 0.</param>
    /// <param name="b">The first byte of the right operand.</param>
    /// <param name="bStep">From byte to byte of it: 1, or 0.</param>
    /// <param name="y">The first byte of the result.</param>
    /// <param name="count">The number of bytes.</param>
    /// <param name="ra">The scale of a in units of that of y.</param>
    /// <param name="rb">The scale of b in units of that of y.</param>
    /// <param name="offset">What stands for the zero points.</param>
    /// <param name="min">The least unsigned result, at least 0.</param>
    /// <param name="max">The greatest unsigned result, at most 255.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddOnnxShifted<S, V>(ref readonly byte a, int aStep, ref readonly byte b, int bStep, ref byte y, int count, float ra, float rb, float offset, int min, int max)
        where S : struct, ISimd<V>
        where V : struct
    {
        V shift = S.Broadcast(SignedShift), aFactor = S.Broadcast(ra), bFactor = S.Broadcast(rb), term = S.Broadcast(offset);
        V least = S.Broadcast(min - SignedShift), greatest = S.Broadcast(max - SignedShift), aValue = S.Broadcast(a - SignedShift), bValue = S.Broadcast(b - SignedShift);
        for (int i = 0; i < count; i += S.Count)
        {
            int lanes = int.Min(S.Count, count - i);
            V left = aStep == 0 ? aValue : S.Subtract(Lanes<S, V>(in a, i, lanes), shift), right = bStep == 0 ? bValue : S.Subtract(Lanes<S, V>(in b, i, lanes), shift);
            V sum = S.FusedMultiplyAdd(left, aFactor, S.FusedMultiplyAdd(right, bFactor, term));
            S.StoreBytes(S.Add(S.Round(S.Min(greatest, S.Max(least, sum))), shift), ref Unsafe.Add(ref y, i), lanes);
        }
    }

    /// <summary>y − 128 = clamp(rint(fl(fl((a − aZero)(b − bZero) · multiplier) + yZero − 128))).</summary>
    /// <param name="a">The first byte of the left operand.</param>
    /// <param name="aStep">From byte to byte of it: 1, or 0.</param>
    /// <param name="b">The first byte of the right operand.</param>
    /// <param name="bStep">From byte to byte of it: 1, or 0.</param>
    /// <param name="y">The first byte of the result.</param>
    /// <param name="count">The number of bytes.</param>
    /// <param name="aZero">The zero point of a, as an unsigned byte.</param>
    /// <param name="bZero">The zero point of b, as an unsigned byte.</param>
    /// <param name="multiplier">The product of the operands' scales in units of that of y.</param>
    /// <param name="yZero">The zero point of y, as an unsigned byte.</param>
    /// <param name="min">The least unsigned result, at least 0.</param>
    /// <param name="max">The greatest unsigned result, at most 255.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MulOnnxShifted<S, V>(
        ref readonly byte a, int aStep, ref readonly byte b, int bStep, ref byte y, int count, int aZero, int bZero, float multiplier, int yZero, int min, int max)
        where S : struct, ISimd<V>
        where V : struct
    {
        V shift = S.Broadcast(SignedShift), aOffset = S.Broadcast((float)aZero), bOffset = S.Broadcast((float)bZero), factor = S.Broadcast(multiplier);
        V yOffset = S.Broadcast(yZero - SignedShift), least = S.Broadcast(min - SignedShift), greatest = S.Broadcast(max - SignedShift);
        V aValue = S.Broadcast((float)a), bValue = S.Broadcast((float)b);
        for (int i = 0; i < count; i += S.Count)
        {
            int lanes = int.Min(S.Count, count - i);
            V left = aStep == 0 ? aValue : Lanes<S, V>(in a, i, lanes), right = bStep == 0 ? bValue : Lanes<S, V>(in b, i, lanes);
            V product = S.Add(S.Multiply(S.Multiply(S.Subtract(left, aOffset), S.Subtract(right, bOffset)), factor), yOffset);
            S.StoreBytes(S.Add(S.Round(S.Min(greatest, S.Max(least, product))), shift), ref Unsafe.Add(ref y, i), lanes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Lanes<S, V>(ref readonly byte x, int index, int lanes)
        where S : struct, ISimd<V>
        where V : struct => lanes == S.Count ? S.Convert(in At(in x, index)) : S.Convert(in At(in x, index), lanes);
}

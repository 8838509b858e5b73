using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ModelGen.Numerics;

namespace ModelGen.CompilerServices;

/// <summary>A <see cref="FixedPointMultiplier"/> in each of eight lanes. It needs AVX2.</summary>
internal readonly struct FixedPoint256
{
    private readonly Vector256<int> mantissa, mantissaOfOdd, mask;
    private readonly Vector256<uint> left, right;

    /// <summary>From mantissas and shifts, −31 … 31.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FixedPoint256(Vector256<int> mantissa, Vector256<int> shift)
    {
        this.mantissa = mantissa;
        mantissaOfOdd = (mantissa.AsInt64() >>> 32).AsInt32();
        left = Vector256.Max(shift, Vector256<int>.Zero).AsUInt32();
        right = Vector256.Max(-shift, Vector256<int>.Zero).AsUInt32();
        mask = ~Avx2.ShiftLeftLogicalVariable(Vector256<int>.AllBitsSet, right);
    }

    /// <summary><see cref="FixedPointMultiplier.Apply"/> of each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<int> Apply(Vector256<int> value)
    {
        Vector256<int> shifted = Avx2.ShiftLeftLogicalVariable(value, left);
        Vector256<int> saturated = (value >> 31) ^ Vector256.Create(int.MaxValue);
        shifted = Vector256.ConditionalSelect(Vector256.Equals(Avx2.ShiftRightArithmeticVariable(shifted, left), value), shifted, saturated);

        // Rounded halves upward; of a product with a mantissa, which is not negative, the quotient by 2^31 fits 32 bits.
        Vector256<long> half = Vector256.Create(1L << 30);
        Vector256<long> even = (Avx2.Multiply(shifted, mantissa) + half) >>> 31;
        Vector256<long> odd = (Avx2.Multiply((shifted.AsInt64() >>> 32).AsInt32(), mantissaOfOdd) + half) << 1;
        Vector256<int> product = Avx2.Blend(even.AsInt32(), odd.AsInt32(), 0b1010_1010);

        Vector256<int> threshold = (mask >> 1) - (product >> 31);
        return Avx2.ShiftRightArithmeticVariable(product, right) - Vector256.GreaterThan(product & mask, threshold);
    }
}

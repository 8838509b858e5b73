#if NET
using System;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ModelGen.Numerics;

namespace ModelGen.Npu;

/// <summary>Eight multipliers of TensorFlow Lite, with the bits of <see cref="FixedPointMultiplier.Apply"/>.</summary>
internal readonly struct FixedPointLanes
{
    private readonly Vector256<int> mantissas;
    private readonly Vector256<uint> left, right;

    /// <summary>The same multiplier eight times.</summary>
    public FixedPointLanes(FixedPointMultiplier multiplier)
    {
        mantissas = Vector256.Create(multiplier.Mantissa);
        left = Vector256.Create((uint)Math.Max(multiplier.Shift, 0));
        right = Vector256.Create((uint)Math.Max(-multiplier.Shift, 0));
    }

    /// <summary>Eight multipliers.</summary>
    public FixedPointLanes(ReadOnlySpan<FixedPointMultiplier> multipliers)
    {
        Span<int> factors = stackalloc int[8];
        Span<uint> up = stackalloc uint[8], down = stackalloc uint[8];
        for (int i = 0; i < factors.Length; i++)
        {
            factors[i] = multipliers[i].Mantissa;
            up[i] = (uint)Math.Max(multipliers[i].Shift, 0);
            down[i] = (uint)Math.Max(-multipliers[i].Shift, 0);
        }

        (mantissas, left, right) = (Vector256.Create<int>(factors), Vector256.Create<uint>(up), Vector256.Create<uint>(down));
    }

    /// <summary>Whether the processor has what they need.</summary>
    public static bool IsSupported => Avx2.IsSupported;

    /// <summary>Each value times its multiplier.</summary>
    public Vector256<int> Apply(Vector256<int> values)
    {
        Vector256<int> shifted = Avx2.ShiftLeftLogicalVariable(values, left);
        Vector256<int> fits = Vector256.Equals(Avx2.ShiftRightArithmeticVariable(shifted, left), values);
        shifted = Vector256.ConditionalSelect(fits, shifted, (values >> 31) ^ Vector256.Create(int.MaxValue));
        Vector256<int> product = DoublingHighMultiply(shifted);
        Vector256<int> mask = Avx2.ShiftLeftLogicalVariable(Vector256<int>.One, right) - Vector256<int>.One, threshold = (mask >>> 1) - (product >> 31);
        return Avx2.ShiftRightArithmeticVariable(product, right) - Vector256.GreaterThan(product & mask, threshold);
    }

    /// <summary>value · mantissa / 2³¹, halves upward: (product + 2³⁰) shifted by 31, of the even and of the odd lanes.</summary>
    private Vector256<int> DoublingHighMultiply(Vector256<int> values)
    {
        Vector256<long> half = Vector256.Create(1L << 30);
        Vector256<long> even = Avx2.Multiply(values, mantissas) + half, odd = Avx2.Multiply(Odd(values), Odd(mantissas)) + half;
        return Vector256.ConditionalSelect(Vector256.Create(0xffff_ffffL), even >>> 31, odd << 1).AsInt32();
    }

    private static Vector256<int> Odd(Vector256<int> values) => (values.AsInt64() >>> 32).AsInt32();
}
#endif

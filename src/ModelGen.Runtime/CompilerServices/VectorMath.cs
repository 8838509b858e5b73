using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace ModelGen.CompilerServices;

/// <summary>
/// Functions of single-precision vectors for generated kernels, accurate to a few units in the last place. NaN yields NaN.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class VectorMath
{
    /// <summary>The first <paramref name="lanes"/> lanes of one vector, and another's beyond them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V FirstLanes<S, V>(V value, V rest, int lanes)
        where S : struct, ISimd<V>
        where V : struct => S.Select(S.LessThan(S.Indices, S.Broadcast((float)lanes)), value, rest);

    /// <summary>x where it is not negative, slope · x elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LeakyRelu<S, V>(V x, V slope)
        where S : struct, ISimd<V>
        where V : struct => S.Select(S.LessThan(x, S.Zero), S.Multiply(x, slope), x);

    /// <summary>x / 6 + 1 / 2, clipped to 0 … 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V HardSigmoid<S, V>(V x)
        where S : struct, ISimd<V>
        where V : struct =>
        S.Divide(S.Min(S.Broadcast(6f), S.Max(S.Zero, S.Add(x, S.Broadcast(3f)))), S.Broadcast(6f));

    /// <summary>x · hard sigmoid of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V HardSwish<S, V>(V x)
        where S : struct, ISimd<V>
        where V : struct => S.Multiply(x, HardSigmoid<S, V>(x));

    /// <summary>
    /// e to the power of x: reduction by ln 2 in two parts and the polynomial of expf in the Cephes library (S. Moshier). Overflows to
    /// infinity; results below the normal range are denormal.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<S, V>(V x)
        where S : struct, ISimd<V>
        where V : struct
    {
        // Beyond these bounds the result is infinity and zero.
        x = S.Min(S.Broadcast(89f), S.Max(S.Broadcast(-104f), x));
        V n = Exponent<S, V>(x), p = Mantissa<S, V>(x, n);

        // Two factors, since 2 to the power of n alone may lie outside of the normal range.
        V half = S.Round(S.Multiply(n, S.Broadcast(0.5f)));
        return S.Multiply(S.Multiply(p, S.PowerOfTwo(half)), S.PowerOfTwo(S.Subtract(n, half)));
    }

    /// <summary>e to the power of numbers not above 0, as <see cref="Exp{S, V}"/>, but 0 where it is below 1.7e-38: processors take many times longer for denormal numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ExpOfNegative<S, V>(V x)
        where S : struct, ISimd<V>
        where V : struct
    {
        V least = S.Broadcast(-87f), bounded = S.Max(least, x), n = Exponent<S, V>(bounded);
        return S.Select(S.LessThan(x, least), S.Zero, S.Multiply(Mantissa<S, V>(bounded, n), S.PowerOfTwo(n)));
    }

    /// <summary>1 / (1 + e to the power of −x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid<S, V>(V x)
        where S : struct, ISimd<V>
        where V : struct => S.Divide(S.Broadcast(1f), S.Add(S.Broadcast(1f), Exp<S, V>(S.Negate(x))));

    /// <summary>x · sigmoid of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Silu<S, V>(V x)
        where S : struct, ISimd<V>
        where V : struct => S.Divide(x, S.Add(S.Broadcast(1f), Exp<S, V>(S.Negate(x))));

    /// <summary>The hyperbolic tangent, as tanhf in the Cephes library: a polynomial for small arguments, the exponential for others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<S, V>(V x)
        where S : struct, ISimd<V>
        where V : struct
    {
        V magnitude = S.Abs(x);
        V z = S.Multiply(x, x);
        V p = S.Broadcast(-5.70498872745e-3f);
        p = S.MultiplyAdd(p, z, S.Broadcast(2.06390887954e-2f));
        p = S.MultiplyAdd(p, z, S.Broadcast(-5.37397155531e-2f));
        p = S.MultiplyAdd(p, z, S.Broadcast(1.33314422036e-1f));
        p = S.MultiplyAdd(p, z, S.Broadcast(-3.33332819422e-1f));
        V small = S.MultiplyAdd(S.Multiply(p, z), x, x);
        V e = S.Add(Exp<S, V>(S.Add(magnitude, magnitude)), S.Broadcast(1f));
        V large = S.CopySign(S.Subtract(S.Broadcast(1f), S.Divide(S.Broadcast(2f), e)), x);
        return S.Select(S.LessThan(magnitude, S.Broadcast(0.625f)), small, large);
    }

    /// <summary>x · Φ(x) with the distribution function Φ of the normal distribution, accurate to 1e-7 beside a few units in the last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Gelu<S, V>(V x)
        where S : struct, ISimd<V>
        where V : struct
    {
        V tail = S.Multiply(S.Broadcast(0.5f), Erfc<S, V>(S.Multiply(S.Abs(x), S.Broadcast(0.70710678f))));
        return S.Multiply(x, S.Select(S.LessThan(x, S.Zero), tail, S.Subtract(S.Broadcast(1f), tail)));
    }

    /// <summary>x / 2 · (1 + tanh(√(2 / π) · (x + 0.044715 · x³))), as x · sigmoid of twice the argument of tanh.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V GeluTanh<S, V>(V x)
        where S : struct, ISimd<V>
        where V : struct
    {
        V cubic = S.Multiply(S.Multiply(S.Multiply(x, x), x), S.Broadcast(0.044715f));
        return S.Divide(x, S.Add(S.Broadcast(1f), Exp<S, V>(S.Multiply(S.Add(x, cubic), S.Broadcast(-1.59576912f)))));
    }

    /// <summary>The whole number n with x near n · ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Exponent<S, V>(V x)
        where S : struct, ISimd<V>
        where V : struct => S.Round(S.Multiply(x, S.Broadcast(1.44269504f)));

    /// <summary>e to the power of x − n · ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Mantissa<S, V>(V x, V n)
        where S : struct, ISimd<V>
        where V : struct
    {
        V r = S.MultiplyAdd(n, S.Broadcast(-0.693359375f), x);
        r = S.MultiplyAdd(n, S.Broadcast(2.12194440e-4f), r);
        V p = S.Broadcast(1.9875691500e-4f);
        p = S.MultiplyAdd(p, r, S.Broadcast(1.3981999507e-3f));
        p = S.MultiplyAdd(p, r, S.Broadcast(8.3334519073e-3f));
        p = S.MultiplyAdd(p, r, S.Broadcast(4.1665795894e-2f));
        p = S.MultiplyAdd(p, r, S.Broadcast(1.6666665459e-1f));
        p = S.MultiplyAdd(p, r, S.Broadcast(5.0000001201e-1f));
        return S.Add(S.MultiplyAdd(S.Multiply(r, r), p, r), S.Broadcast(1f));
    }

    /// <summary>
    /// The complement of the error function of numbers not below 0: the Chebyshev fit in 1 / (1 + x / 2) of W. Press et al., Numerical
    /// Recipes, 6.2, with a relative error of 1.2e-7 before rounding.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Erfc<S, V>(V x)
        where S : struct, ISimd<V>
        where V : struct
    {
        V t = S.Divide(S.Broadcast(1f), S.MultiplyAdd(x, S.Broadcast(0.5f), S.Broadcast(1f)));
        V p = S.Broadcast(0.17087277f);
        p = S.MultiplyAdd(p, t, S.Broadcast(-0.82215223f));
        p = S.MultiplyAdd(p, t, S.Broadcast(1.48851587f));
        p = S.MultiplyAdd(p, t, S.Broadcast(-1.13520398f));
        p = S.MultiplyAdd(p, t, S.Broadcast(0.27886807f));
        p = S.MultiplyAdd(p, t, S.Broadcast(-0.18628806f));
        p = S.MultiplyAdd(p, t, S.Broadcast(0.09678418f));
        p = S.MultiplyAdd(p, t, S.Broadcast(0.37409196f));
        p = S.MultiplyAdd(p, t, S.Broadcast(1.00002368f));
        p = S.MultiplyAdd(p, t, S.Broadcast(-1.26551223f));
        return S.Multiply(t, ExpOfNegative<S, V>(S.Subtract(p, S.Multiply(x, x))));
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.Intrinsics;
using ModelGen.CompilerServices;
using ModelGen.IR.Operators;

namespace ModelGen.Runtime.Tests.CompilerServices;

/// <summary>Holds vector functions to the reference operators, which compute in double precision.</summary>
public sealed class VectorMathTests
{
    [Fact]
    public void Exp_is_within_2_units_even_where_results_are_denormal() => Check(new Function(new Exp(), 2, 0, Exp128, Exp256, Exp512));

    [Fact]
    public void Exp_of_numbers_not_above_0_has_no_denormal_results() =>
        Check(new Function(new Exp(), 2, 1.7e-38, ExpOfNegative128, ExpOfNegative256, ExpOfNegative512), x => !(x > 0), y => !float.IsSubnormal(y));

    [Fact]
    public void Sigmoid_is_within_4_units() => Check(new Function(new Sigmoid(), 4, MinNormal, Sigmoid128, Sigmoid256, Sigmoid512));

    [Fact]
    public void Silu_is_within_4_units() => Check(new Function(new Silu(), 4, 100 * MinNormal, Silu128, Silu256, Silu512));

    [Fact]
    public void Tanh_is_within_4_units() => Check(new Function(new Tanh(), 4, 0, Tanh128, Tanh256, Tanh512));

    [Fact]
    public void Gelu_is_within_1e_7_beside_8_units() => Check(new Function(new Gelu(false), 8, 1e-7, Gelu128, Gelu256, Gelu512));

    [Fact]
    public void Approximate_gelu_is_within_1e_7_beside_8_units() => Check(new Function(new Gelu(true), 8, 1e-7, GeluTanh128, GeluTanh256, GeluTanh512));

    [Fact]
    public void Partial_loads_and_stores_leave_what_is_beyond_alone()
    {
        Partial<Simd128, Vector128<float>>();
        Partial<Simd256, Vector256<float>>();
        Partial<Simd512, Vector512<float>>();
    }

    [Fact]
    public void Minima_and_maxima_treat_NaN_as_documented()
    {
        Extremes<Simd128, Vector128<float>>();
        Extremes<Simd256, Vector256<float>>();
        Extremes<Simd512, Vector512<float>>();
    }

    private const double MinNormal = 1.17549435e-38;

    private static Vector128<float> Exp128(Vector128<float> x) => VectorMath.Exp<Simd128, Vector128<float>>(x);

    private static Vector256<float> Exp256(Vector256<float> x) => VectorMath.Exp<Simd256, Vector256<float>>(x);

    private static Vector512<float> Exp512(Vector512<float> x) => VectorMath.Exp<Simd512, Vector512<float>>(x);

    private static Vector128<float> ExpOfNegative128(Vector128<float> x) => VectorMath.ExpOfNegative<Simd128, Vector128<float>>(x);

    private static Vector256<float> ExpOfNegative256(Vector256<float> x) => VectorMath.ExpOfNegative<Simd256, Vector256<float>>(x);

    private static Vector512<float> ExpOfNegative512(Vector512<float> x) => VectorMath.ExpOfNegative<Simd512, Vector512<float>>(x);

    private static Vector128<float> Sigmoid128(Vector128<float> x) => VectorMath.Sigmoid<Simd128, Vector128<float>>(x);

    private static Vector256<float> Sigmoid256(Vector256<float> x) => VectorMath.Sigmoid<Simd256, Vector256<float>>(x);

    private static Vector512<float> Sigmoid512(Vector512<float> x) => VectorMath.Sigmoid<Simd512, Vector512<float>>(x);

    private static Vector128<float> Silu128(Vector128<float> x) => VectorMath.Silu<Simd128, Vector128<float>>(x);

    private static Vector256<float> Silu256(Vector256<float> x) => VectorMath.Silu<Simd256, Vector256<float>>(x);

    private static Vector512<float> Silu512(Vector512<float> x) => VectorMath.Silu<Simd512, Vector512<float>>(x);

    private static Vector128<float> Tanh128(Vector128<float> x) => VectorMath.Tanh<Simd128, Vector128<float>>(x);

    private static Vector256<float> Tanh256(Vector256<float> x) => VectorMath.Tanh<Simd256, Vector256<float>>(x);

    private static Vector512<float> Tanh512(Vector512<float> x) => VectorMath.Tanh<Simd512, Vector512<float>>(x);

    private static Vector128<float> Gelu128(Vector128<float> x) => VectorMath.Gelu<Simd128, Vector128<float>>(x);

    private static Vector256<float> Gelu256(Vector256<float> x) => VectorMath.Gelu<Simd256, Vector256<float>>(x);

    private static Vector512<float> Gelu512(Vector512<float> x) => VectorMath.Gelu<Simd512, Vector512<float>>(x);

    private static Vector128<float> GeluTanh128(Vector128<float> x) => VectorMath.GeluTanh<Simd128, Vector128<float>>(x);

    private static Vector256<float> GeluTanh256(Vector256<float> x) => VectorMath.GeluTanh<Simd256, Vector256<float>>(x);

    private static Vector512<float> GeluTanh512(Vector512<float> x) => VectorMath.GeluTanh<Simd512, Vector512<float>>(x);

    private static void Check(Function function, Func<float, bool>? takes = null, Func<float, bool>? gives = null)
    {
        foreach (float x in Arguments().Where(takes ?? (_ => true)))
        {
            float expected = function.Reference.Apply(x);
            float[] results = [function.On128(Vector128.Create(x)).GetElement(3), function.On256(Vector256.Create(x)).GetElement(7), function.On512(Vector512.Create(x)).GetElement(15)];
            foreach (float y in results)
            {
                Close(function, x, expected, y);
                Assert.True(gives?.Invoke(y) ?? true, $"{function.Reference} of {x:R} is {y:R}.");
            }
        }
    }

    private static void Close(Function function, float x, float expected, float actual)
    {
        bool same = float.IsFinite(expected) && float.IsFinite(actual)
            ? Math.Abs((double)expected - actual) <= (function.Units * (double)(MathF.BitIncrement(MathF.Abs(expected)) - MathF.Abs(expected))) + function.Absolute
            : expected.Equals(actual);
        Assert.True(same, $"{function.Reference} of {x:R} is {expected:R}, but {actual:R} was computed.");
    }

    private static IEnumerable<float> Arguments()
    {
        float[] extremes =
        [
            0, 1, 0.625f, 0.62499994f, 3, 9, 14, 20, 50, 87, 88, 88.72283f, 89, 103, 103.97208f, 104, 200, 1e6f, 1e20f, float.MaxValue, float.PositiveInfinity, float.NaN, float.Epsilon, 1e-40f, 1e-20f, 1e-7f,
        ];
        var random = new Random(5);
        IEnumerable<float> drawn = Enumerable.Range(0, 20_000).Select(i => (float)((random.NextDouble() * 2) - 1) * MathF.Pow(10, (i % 8) - 5));
        return extremes.Concat(extremes.Select(x => -x)).Concat(drawn);
    }

    private static void Partial<S, V>()
        where S : struct, ISimd<V>
        where V : struct
    {
        for (int lanes = 1; lanes <= S.Count; lanes++)
        {
            float[] source = [.. Enumerable.Range(1, lanes).Select(i => (float)i)];
            float[] target = [.. Enumerable.Repeat(-1f, S.Count + 1)];
            V loaded = S.Load(ref source[0], lanes);
            Assert.Equal(lanes * (lanes + 1) / 2, S.Sum(loaded));
            S.Store(loaded, ref target[0], lanes);
            Assert.Equal(source, target.Take(lanes));
            Assert.All(target.Skip(lanes), v => Assert.Equal(-1f, v));

            byte[] bytes = [.. source.Select(v => (byte)(v + 200))];
            int[] integers = [.. source.Select(v => (int)v - 300)];
            Assert.Equal(bytes.Sum(b => b), S.Sum(S.Convert(ref bytes[0], lanes)));
            sbyte[] signedBytes = [.. source.Select(v => (sbyte)(((int)v * 15) - 128))];
            Assert.Equal(signedBytes.Sum(b => b), S.Sum(S.ConvertSigned(ref signedBytes[0], lanes)));
            if (lanes == S.Count)
            {
                Assert.Equal(signedBytes.Sum(b => b), S.Sum(S.ConvertSigned(ref signedBytes[0])));
            }

            Assert.Equal(integers.Sum(), S.Sum(S.Convert(ref integers[0], lanes)));
            Assert.Equal(lanes, S.Sum(VectorMath.FirstLanes<S, V>(S.Broadcast(1f), S.Zero, lanes)));
        }
    }

    private static void Extremes<S, V>()
        where S : struct, ISimd<V>
        where V : struct
    {
        V nan = S.Broadcast(float.NaN), one = S.Broadcast(1f);
        Assert.Equal(float.NaN, S.MaxAcross(S.Maximum(nan, one)));
        Assert.Equal(float.NaN, S.MaxAcross(S.Maximum(one, nan)));
        Assert.Equal(float.NaN, S.MaxAcross(S.Minimum(nan, one)));
        Assert.Equal(float.NaN, S.MaxAcross(S.Minimum(one, nan)));
        Assert.Equal(float.NaN, S.MaxAcross(S.Max(one, nan)));
        Assert.Equal(float.NaN, S.MaxAcross(S.Min(one, nan)));
        Assert.Equal(S.Count - 1, S.MaxAcross(S.Indices));
        Assert.Equal(-2f, S.MaxAcross(S.Broadcast(-2f)));
    }

    private sealed record Function(
        UnaryOperator Reference,
        int Units,
        double Absolute,
        Func<Vector128<float>, Vector128<float>> On128,
        Func<Vector256<float>, Vector256<float>> On256,
        Func<Vector512<float>, Vector512<float>> On512);
}

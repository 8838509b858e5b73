using System;
using CsCheck;

namespace ModelGen.Tests;

/// <summary>
/// Checks cases that CsCheck generates: the same ones in every run, from the seed in CsCheck_Seed if that is set. CsCheck's own sampling,
/// which begins with that seed and goes on at random, serves MODELGEN_TESTS=all and shrinks what fails.
/// </summary>
internal static class GeneratedCases
{
    private static readonly string First = Environment.GetEnvironmentVariable("CsCheck_Seed") ?? "0000KOIKNC91";

    /// <summary>Checks so many cases, one after the other; a failure names the seed of the smallest failing case found.</summary>
    public static void Check<T>(this Gen<T> cases, int count, Action<T> check)
    {
        if (RandomCases.IsAll)
        {
            cases.Sample(check, iter: (long)RandomCases.Factor * count, threads: 1);
            return;
        }

        PCG random = PCG.Parse(First);
        for (int i = 0; i < count; i++)
        {
            string seed = random.ToString();
            T value = cases.Generate(random, null, out _);
            try
            {
                check(value);
            }
            catch (Exception e)
            {
                cases.Sample(check, seed: seed, iter: count, threads: 1);
                throw new InvalidOperationException($"CsCheck_Seed={seed} failed once and then no more: {e.Message}", e);
            }
        }
    }

    /// <inheritdoc cref="Check{T}(Gen{T}, int, Action{T})"/>
    public static void Check<T1, T2>(this Gen<(T1, T2)> cases, int count, Action<T1, T2> check) =>
        cases.Check(count, c => check(c.Item1, c.Item2));

    /// <inheritdoc cref="Check{T}(Gen{T}, int, Action{T})"/>
    public static void Check<T1, T2, T3>(this Gen<(T1, T2, T3)> cases, int count, Action<T1, T2, T3> check) =>
        cases.Check(count, c => check(c.Item1, c.Item2, c.Item3));

    /// <inheritdoc cref="Check{T}(Gen{T}, int, Action{T})"/>
    public static void Check<T1, T2, T3, T4>(this Gen<(T1, T2, T3, T4)> cases, int count, Action<T1, T2, T3, T4> check) =>
        cases.Check(count, c => check(c.Item1, c.Item2, c.Item3, c.Item4));

    /// <inheritdoc cref="Check{T}(Gen{T}, int, Action{T})"/>
    public static void Check<T1, T2, T3, T4, T5>(this Gen<(T1, T2, T3, T4, T5)> cases, int count, Action<T1, T2, T3, T4, T5> check) =>
        cases.Check(count, c => check(c.Item1, c.Item2, c.Item3, c.Item4, c.Item5));

    /// <inheritdoc cref="Check{T}(Gen{T}, int, Action{T})"/>
    public static void Check<T1, T2, T3, T4, T5, T6>(this Gen<(T1, T2, T3, T4, T5, T6)> cases, int count, Action<T1, T2, T3, T4, T5, T6> check) =>
        cases.Check(count, c => check(c.Item1, c.Item2, c.Item3, c.Item4, c.Item5, c.Item6));

    /// <inheritdoc cref="Check{T}(Gen{T}, int, Action{T})"/>
    public static void Check<T1, T2, T3, T4, T5, T6, T7>(this Gen<(T1, T2, T3, T4, T5, T6, T7)> cases, int count, Action<T1, T2, T3, T4, T5, T6, T7> check) =>
        cases.Check(count, c => check(c.Item1, c.Item2, c.Item3, c.Item4, c.Item5, c.Item6, c.Item7));

    /// <inheritdoc cref="Check{T}(Gen{T}, int, Action{T})"/>
    public static void Check<T1, T2, T3, T4, T5, T6, T7, T8>(this Gen<(T1, T2, T3, T4, T5, T6, T7, T8)> cases, int count, Action<T1, T2, T3, T4, T5, T6, T7, T8> check) =>
        cases.Check(count, c => check(c.Item1, c.Item2, c.Item3, c.Item4, c.Item5, c.Item6, c.Item7, c.Item8));
}

using System;
using System.Linq;

namespace ModelGen.Tests;

/// <summary>How much the tests try: always the same cases, or with the environment variable MODELGEN_TESTS=all many that differ from run to run.</summary>
internal static class RandomCases
{
    /// <summary>How many times as many cases as always are tried with MODELGEN_TESTS=all, where a test does not say.</summary>
    public const int Factor = 10;

    /// <summary>Whether MODELGEN_TESTS=all asks for everything.</summary>
    public static bool IsAll { get; } = string.Equals(Environment.GetEnvironmentVariable("MODELGEN_TESTS"), "all", StringComparison.OrdinalIgnoreCase);

    /// <summary>The seeds of cases: from zero on, or as many as <paramref name="all"/> says from anywhere.</summary>
    public static int[] Seeds(int few, int all) => [.. IsAll ? Enumerable.Range(Random.Shared.Next() >> 1, all) : Enumerable.Range(0, few)];

    /// <summary>Checks the case of each seed; a failure names its seed.</summary>
    public static void ForSeeds(int count, Action<int> check)
    {
        foreach (int seed in Seeds(count, Factor * count))
        {
            try
            {
                check(seed);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Seed {seed}: {e.Message}", e);
            }
        }
    }

    /// <summary>Checks so many cases that are drawn at random; a failure names the seed.</summary>
    public static void Check(int count, Action<Random> check) => ForSeeds(count, seed => check(new Random(seed)));
}

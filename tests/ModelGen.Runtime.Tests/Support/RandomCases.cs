using System;

namespace ModelGen.Runtime.Tests.Support;

/// <summary>How many random cases a test tries: always the same few, or with MODELGEN_TESTS=all many that differ from run to run.</summary>
internal static class RandomCases
{
    private static readonly bool All = string.Equals(Environment.GetEnvironmentVariable("MODELGEN_TESTS"), "all", StringComparison.OrdinalIgnoreCase);

    /// <summary>Checks so many cases, ten times as many with all; a failure names its seed.</summary>
    public static void Check(int count, Action<Random> check)
    {
        int first = All ? Random.Shared.Next() >> 1 : 0;
        for (int seed = first; seed < first + (All ? 10 * count : count); seed++)
        {
            try
            {
                check(new Random(seed));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Seed {seed}: {e.Message}", e);
            }
        }
    }
}

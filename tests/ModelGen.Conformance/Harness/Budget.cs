using System;

namespace ModelGen.Conformance.Harness;

/// <summary>How much is tested: a seeded subset, or with the environment variable <c>MODELGEN_TESTS=all</c> everything.</summary>
internal static class Budget
{
    /// <summary>Whether everything is tested.</summary>
    public static bool IsAll { get; } = string.Equals(Environment.GetEnvironmentVariable("MODELGEN_TESTS"), "all", StringComparison.OrdinalIgnoreCase);

    /// <summary>The random cases of each suite.</summary>
    public static int CasesPerSuite => IsAll ? 120 : 8;
}

using System;
using CsCheck;

namespace ModelGen.Onnx.Tests.Support;

/// <summary>How many random cases a test tries: always the same few, or with MODELGEN_TESTS=all many that differ from run to run.</summary>
internal static class Samples
{
    private static readonly bool All = Environment.GetEnvironmentVariable("MODELGEN_TESTS") == "all";

    /// <summary>Calls the assertion with seeds of random cases.</summary>
    public static void ForSeeds(int few, Action<int> assert)
    {
        for (int seed = 0; seed < few; seed++)
        {
            assert(seed);
        }

        if (All)
        {
            Gen.Int[few, int.MaxValue].Sample(assert, iter: 50L * few, threads: 1);
        }
    }
}

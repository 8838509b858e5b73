using System;
using CsCheck;

namespace ModelGen.Core.Tests.Npu;

/// <summary>The same draws in every run, in place of those of CsCheck, which go on from the seed at random.</summary>
internal static class SeededSamples
{
    /// <summary>Hands so many drawn values to an assertion.</summary>
    public static void Sample<T>(this Gen<T> gen, Action<T> assert, string seed, int iter)
    {
        PCG random = PCG.Parse(seed);
        for (int i = 0; i < iter; i++)
        {
            T value = gen.Generate(random, null, out _);
            try
            {
                assert(value);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Draw {i} of seed {seed} fails: {e.Message}", e);
            }
        }
    }
}

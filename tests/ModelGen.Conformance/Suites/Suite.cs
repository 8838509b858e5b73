using System;
using CsCheck;
using ModelGen.Conformance.Harness;

namespace ModelGen.Conformance.Suites;

/// <summary>A kind of network of which cases are drawn at random.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Case">Draws one.</param>
internal sealed record Suite(string Name, Func<Draw, ModelCase> Case)
{
    /// <summary>The case that a seed names.</summary>
    public ModelCase FromSeed(string seed) => Case(Draw.FromSeed(seed)) with { Seed = seed };

    /// <summary>The case of a number, the same each time.</summary>
    public ModelCase FromIndex(int index) => FromSeed(new PCG((uint)index, (ulong)index * 7919).ToString());
}

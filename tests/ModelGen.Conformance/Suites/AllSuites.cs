using System.Linq;

namespace ModelGen.Conformance.Suites;

/// <summary>Every suite by name.</summary>
internal static class AllSuites
{
    public static readonly Suite[] All =
        [.. ConvolutionSuites.All, .. PoolingSuites.All, .. ProductSuites.All, .. NormalisationSuites.All, .. ElementWiseSuites.All, .. MovementSuites.All, .. NetworkSuites.All];

    public static Suite Find(string name) => All.Single(s => s.Name == name);
}

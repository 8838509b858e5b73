using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Generator.Pipeline;

/// <summary>
/// Names of generated files. The compiler compares them without regard to case, so classes whose names differ in nothing else need a
/// number; every other file is called like its class.
/// </summary>
internal static class HintNames
{
    /// <summary>The names that equal another one but for case, in ordinal order. Empty in nearly every project, so that steps which depend on it stay cached.</summary>
    public static EquatableArray<string> Collisions(IEnumerable<string> names) => names
        .Distinct(StringComparer.Ordinal)
        .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Count() > 1)
        .SelectMany(group => group)
        .OrderBy(name => name, StringComparer.Ordinal)
        .ToArray();

    /// <summary>The file name of a class, without extension.</summary>
    /// <param name="name">The hint name of its declaration.</param>
    /// <param name="collisions">The names that equal others but for case.</param>
    public static string FileName(string name, EquatableArray<string> collisions)
    {
        int before = collisions.Count(other => StringComparer.OrdinalIgnoreCase.Equals(other, name) && StringComparer.Ordinal.Compare(other, name) < 0);
        return before == 0 ? name : FormattableString.Invariant($"{name}-{before + 1}");
    }
}

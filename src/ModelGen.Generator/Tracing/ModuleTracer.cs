using System.Threading;
using Microsoft.CodeAnalysis;

namespace ModelGen.Generator.Tracing;

/// <summary>Checks the declaration of a [Module] class.</summary>
internal static class ModuleTracer
{
    /// <summary>What the emitter needs of the class, or what is wrong with its declaration.</summary>
    /// <param name="module">A class of <paramref name="compilation"/> with the [Module] attribute.</param>
    /// <param name="compilation">The compilation that declares it.</param>
    /// <param name="cancellation">Stops the check.</param>
    public static ModuleResult Trace(INamedTypeSymbol module, Compilation compilation, CancellationToken cancellation) =>
        throw new System.NotImplementedException();
}

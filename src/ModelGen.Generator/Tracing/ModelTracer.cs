using System.Threading;
using Microsoft.CodeAnalysis;

namespace ModelGen.Generator.Tracing;

/// <summary>Runs a [Model] class at compile time, with tensors that have shapes but no values.</summary>
internal static class ModelTracer
{
    /// <summary>The network that <c>Forward</c> describes, or everything that is wrong with it.</summary>
    /// <param name="model">A class of <paramref name="compilation"/> with the [Model] attribute.</param>
    /// <param name="compilation">The compilation that declares it.</param>
    /// <param name="cancellation">Stops the trace.</param>
    public static TraceResult Trace(INamedTypeSymbol model, Compilation compilation, CancellationToken cancellation) =>
        throw new System.NotImplementedException();
}

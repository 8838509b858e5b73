using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Tracing.Values;

namespace ModelGen.Generator.Tracing.Library;

/// <summary>What a call of a known method yields.</summary>
internal delegate Value LibraryFunction(LibraryCall call);

/// <summary>The methods that the tracer knows, by type and name: the runtime's <c>Ops</c>, and what of .NET computes with constants.</summary>
internal static class LibraryTable
{
    private static readonly ImmutableDictionary<string, LibraryFunction> Functions = new[]
    {
        ElementwiseOps.Functions, TensorOperators.Functions, PoolingOps.Functions, ShapingOps.Functions, SlicingOps.Functions, ReductionOps.Functions,
        ValueTypes.Functions, MathFunctions.Functions, LinqFunctions.Functions, CollectionFunctions.Functions, GuardFunctions.Functions,
    }.SelectMany(table => table).ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>The names of all known methods, as in <c>ModelGen.Ops.Relu</c>.</summary>
    public static IEnumerable<string> Names => Functions.Keys;

    /// <summary>What the method does; null if it is not known.</summary>
    public static LibraryFunction? Find(IMethodSymbol method)
    {
        INamedTypeSymbol? type = method.ContainingType;
        string space = type?.ContainingNamespace is { IsGlobalNamespace: false } containing ? containing.ToDisplayString() + "." : "";
        return type is not null && Functions.TryGetValue(space + type.Name + "." + method.Name, out LibraryFunction? function) ? function : null;
    }
}

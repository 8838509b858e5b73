using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace ModelGen.Generator.Tracing.Values;

/// <summary>An instance of a class whose source is interpreted: the model, a [Module], or a plain helper type.</summary>
internal sealed class ObjectValue(INamedTypeSymbol type, Location creation) : InstanceValue(type, creation)
{
    /// <summary>The values of fields and automatic properties that were assigned.</summary>
    public Dictionary<ISymbol, Value> Members { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The parameters of the primary constructor, which members can refer to.</summary>
    public Dictionary<ISymbol, Value> PrimaryParameters { get; } = new(SymbolEqualityComparer.Default);
}

using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Generator.Tracing.Values;

/// <summary>A tuple. Immutable, as tuples are copied on assignment.</summary>
internal sealed class TupleValue(IReadOnlyList<Value> items) : Value
{
    /// <summary>The elements.</summary>
    public IReadOnlyList<Value> Items { get; } = items;

    /// <inheritdoc/>
    public override string Describe() => "(" + string.Join(", ", Items.Select(i => i.Describe())) + ")";
}

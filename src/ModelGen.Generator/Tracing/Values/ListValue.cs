using System.Collections.Generic;

namespace ModelGen.Generator.Tracing.Values;

/// <summary>An array, list or other sequence of known length; shared by reference, as in C#.</summary>
internal sealed class ListValue(List<Value> items) : Value
{
    /// <summary>The elements.</summary>
    public List<Value> Items { get; } = items;

    /// <inheritdoc/>
    public override string Describe() => $"a list of {Items.Count}";
}

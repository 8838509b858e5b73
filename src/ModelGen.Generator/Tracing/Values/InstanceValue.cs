using Microsoft.CodeAnalysis;

namespace ModelGen.Generator.Tracing.Values;

/// <summary>An object with identity that has a place in the tree of layers.</summary>
internal abstract class InstanceValue(INamedTypeSymbol type, Location creation) : Value
{
    /// <summary>Its class.</summary>
    public INamedTypeSymbol Type { get; } = type;

    /// <summary>The expression that created it.</summary>
    public Location Creation { get; } = creation;

    /// <summary>The dotted path of the field that holds it; null when none does. Empty for the model itself.</summary>
    public string? Path { get; set; }

    /// <summary>The declaration of that field.</summary>
    public Location? Field { get; set; }

    /// <summary>Whether it has no path for a reason that was reported.</summary>
    public bool IsReported { get; set; }

    /// <inheritdoc/>
    public override string Describe() => $"an object of type {Type.Name}";
}

using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Tracing.Layers;

namespace ModelGen.Generator.Tracing;

/// <summary>Recognises the types of the DSL by symbol, in whichever assembly the compilation finds them.</summary>
internal sealed class DslSymbols(Compilation compilation)
{
    private readonly Dictionary<INamedTypeSymbol, LayerDefinition?> layers = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<INamedTypeSymbol, bool> modules = new(SymbolEqualityComparer.Default);

    /// <summary>Symbolic tensors.</summary>
    public INamedTypeSymbol? Tensor { get; } = compilation.GetTypeByMetadataName("ModelGen.Tensor");

    /// <summary>The base class of layers.</summary>
    public INamedTypeSymbol? Layer { get; } = compilation.GetTypeByMetadataName("ModelGen.Layer");

    /// <summary>[Model].</summary>
    public INamedTypeSymbol? ModelAttribute { get; } = compilation.GetTypeByMetadataName("ModelGen.ModelAttribute");

    /// <summary>[Module].</summary>
    public INamedTypeSymbol? ModuleAttribute { get; } = compilation.GetTypeByMetadataName("ModelGen.ModuleAttribute");

    /// <summary>[Input].</summary>
    public INamedTypeSymbol? InputAttribute { get; } = compilation.GetTypeByMetadataName("ModelGen.InputAttribute");

    /// <summary>[Output].</summary>
    public INamedTypeSymbol? OutputAttribute { get; } = compilation.GetTypeByMetadataName("ModelGen.OutputAttribute");

    /// <summary>[Name].</summary>
    public INamedTypeSymbol? NameAttribute { get; } = compilation.GetTypeByMetadataName("ModelGen.NameAttribute");

    /// <summary>[Target].</summary>
    public INamedTypeSymbol? TargetAttribute { get; } = compilation.GetTypeByMetadataName("ModelGen.TargetAttribute");

    /// <summary>[ChannelsFirstInput].</summary>
    public INamedTypeSymbol? ChannelsFirstInputAttribute { get; } = compilation.GetTypeByMetadataName("ModelGen.ChannelsFirstInputAttribute");

    /// <summary>[Precision].</summary>
    public INamedTypeSymbol? PrecisionAttribute { get; } = compilation.GetTypeByMetadataName("ModelGen.PrecisionAttribute");

    /// <summary>Whether the type is Tensor.</summary>
    public bool IsTensor(ITypeSymbol? type) => SymbolEqualityComparer.Default.Equals(type, Tensor);

    /// <summary>Whether the type is a class with [Module] or [Model].</summary>
    public bool IsModule(ITypeSymbol? type)
    {
        if (type is not INamedTypeSymbol named)
        {
            return false;
        }

        if (!modules.TryGetValue(named, out bool isModule))
        {
            isModule = (Find(named, ModuleAttribute) ?? Find(named, ModelAttribute)) is not null;
            modules.Add(named, isModule);
        }

        return isModule;
    }

    /// <summary>Whether the type is Layer or derives from it.</summary>
    public bool IsLayer(ITypeSymbol? type)
    {
        for (ITypeSymbol? current = type; current is not null && Layer is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, Layer))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether values of the type have parameters of their own.</summary>
    public bool IsParameterized(ITypeSymbol? type) => IsLayer(type) || IsModule(type);

    /// <summary>What the layers of a type do; null if it is none that the tracer knows.</summary>
    public LayerDefinition? FindLayer(INamedTypeSymbol type)
    {
        if (!layers.TryGetValue(type, out LayerDefinition? definition))
        {
            definition = IsLayer(type) ? LayerTable.Find(type.Name) : null;
            layers.Add(type, definition);
        }

        return definition;
    }

    /// <summary>The first attribute of a class on a symbol; null if there is none.</summary>
    public static AttributeData? Find(ISymbol symbol, INamedTypeSymbol? attribute) =>
        attribute is null ? null : symbol.GetAttributes().FirstOrDefault(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, attribute));
}

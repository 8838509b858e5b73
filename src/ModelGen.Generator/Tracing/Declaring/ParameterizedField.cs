using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Declarations;

namespace ModelGen.Generator.Tracing.Declaring;

/// <summary>A field or automatic property that holds a layer, a module, or a list of them.</summary>
/// <param name="Member">The field or property.</param>
/// <param name="Path">The segment that it adds to the path, from its name or [Name].</param>
/// <param name="IsList">Whether it holds a list.</param>
/// <param name="IsNullable">Whether it, or an element of it, may be null.</param>
internal sealed record ParameterizedField(ISymbol Member, string Path, bool IsList, bool IsNullable)
{
    /// <summary>The fields of a class, in the order of their declaration.</summary>
    public static IEnumerable<ParameterizedField> Of(INamedTypeSymbol type, DslSymbols symbols) =>
        type.GetMembers().Select(member => Find(member, symbols)).OfType<ParameterizedField>();

    /// <summary>The attribute of a field, or of an automatic property or its backing field.</summary>
    public static AttributeData? FindAttribute(ISymbol member, INamedTypeSymbol? attribute) => DslSymbols.Find(member, attribute)
        ?? (member is IPropertySymbol && BackingField(member) is { } field ? DslSymbols.Find(field, attribute) : null);

    /// <summary>For the emitter.</summary>
    public FieldBinding ToBinding() => new(TypeDeclarations.Identifier(Member.Name), Path, IsList, IsNullable);

    /// <summary>Whether the path of a [Name] can be part of a dotted path.</summary>
    public static bool IsPath(string? path) => path is not null && path.Split('.').All(segment => segment.Length > 0 && !segment.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)));

    private static ParameterizedField? Find(ISymbol member, DslSymbols symbols)
    {
        ITypeSymbol? type = member switch
        {
            _ when member.IsStatic || member.IsImplicitlyDeclared => null,
            IFieldSymbol field => field.Type,
            IPropertySymbol { IsIndexer: false } property when BackingField(property) is not null => property.Type,
            _ => null,
        };
        ITypeSymbol? element = type is null ? null : ElementType(type);
        if (!symbols.IsParameterized(element ?? type))
        {
            return null;
        }

        string? name = FindAttribute(member, symbols.NameAttribute)?.ConstructorArguments is [{ Value: string path }] && IsPath(path) ? path : null;
        bool isNullable = type!.NullableAnnotation != NullableAnnotation.NotAnnotated && type.IsReferenceType
            || element is not null && element.NullableAnnotation != NullableAnnotation.NotAnnotated;
        return new ParameterizedField(member, name ?? member.Name, element is not null, isNullable);
    }

    private static IFieldSymbol? BackingField(ISymbol property) => property.ContainingType.GetMembers().OfType<IFieldSymbol>()
        .FirstOrDefault(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property));

    /// <summary>The type of the elements of an array or of one of the usual lists; null for any other type.</summary>
    private static ITypeSymbol? ElementType(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
        INamedTypeSymbol { TypeArguments: [var element] } named when named.ContainingNamespace.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal)
            && named.Name is "List" or "IReadOnlyList" or "IList" or "IReadOnlyCollection" or "ICollection" or "IEnumerable" or "ImmutableArray" or "ImmutableList" => element,
        _ => null,
    };
}

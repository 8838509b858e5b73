using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Generator.Declarations;

namespace ModelGen.Generator.Tracing.Declaring;

/// <summary>Describes classes to the emitter.</summary>
internal static class TypeDeclarations
{
    /// <summary>The class with what contains it.</summary>
    public static TypeDeclaration Of(INamedTypeSymbol type)
    {
        var containing = new List<string>();
        string hint = type.MetadataName;
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            containing.Insert(0, Header(outer));
            hint = outer.MetadataName + "." + hint;
        }

        string space = type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString();
        return new TypeDeclaration(space, containing.ToArray(), Header(type), type.Name, FileName(space.Length == 0 ? hint : space + "." + hint));
    }

    /// <summary>An identifier as it is written in code.</summary>
    public static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>A dotted name as a file can be called.</summary>
    private static string FileName(string name) => name.Replace("@", "");

    private static string Header(INamedTypeSymbol type)
    {
        string kind = type switch
        {
            { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
            { IsRecord: true } => "record",
            { TypeKind: TypeKind.Struct } => "struct",
            { TypeKind: TypeKind.Interface } => "interface",
            _ => "class",
        };
        string parameters = type.TypeParameters.Length == 0 ? "" : "<" + string.Join(", ", type.TypeParameters.Select(p => Identifier(p.Name))) + ">";
        return $"partial {kind} {Identifier(type.Name)}{parameters}";
    }
}

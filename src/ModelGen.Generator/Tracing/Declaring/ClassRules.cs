using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generator.Diagnostics;

namespace ModelGen.Generator.Tracing.Declaring;

/// <summary>What holds for every [Model] and [Module] class.</summary>
internal static class ClassRules
{
    /// <summary>Reports what keeps the class from being extended and traced.</summary>
    public static void Check(TraceSession session, INamedTypeSymbol type)
    {
        Location place = type.Locations[0];
        if (!IsPartial(session, type))
        {
            session.Report(Rules.NotPartial, place, type.Name);
        }

        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            if (!IsPartial(session, outer))
            {
                session.Report(Rules.ContainingTypeNotPartial, place, type.Name, outer.Name);
            }
        }

        if (IsGeneric(type))
        {
            session.Report(Rules.GenericClass, place, type.Name);
        }

        if (type.IsStatic)
        {
            session.Report(Rules.StaticClass, place, type.Name);
        }
        else if (type.IsAbstract)
        {
            session.Report(Rules.AbstractClass, place, type.Name);
        }
        else if (!type.IsSealed)
        {
            session.Report(Rules.NotSealed, place, type.Name);
        }

        if (type.IsRecord)
        {
            session.Report(Rules.RecordClass, place, type.Name);
        }
        else if (type.BaseType is { SpecialType: not SpecialType.System_Object, TypeKind: not TypeKind.Error } ancestor)
        {
            session.Report(Rules.HasBaseClass, place, type.Name, ancestor.ToDisplayString());
        }

        if (DslSymbols.Find(type, session.Symbols.ModelAttribute) is not null && DslSymbols.Find(type, session.Symbols.ModuleAttribute) is not null)
        {
            session.Report(Rules.ModelAndModule, place, type.Name);
        }
    }

    /// <summary>Whether generated code can be added to the class, be it correct otherwise or not.</summary>
    public static bool CanCarryMembers(TraceSession session, INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? part = type; part is not null; part = part.ContainingType)
        {
            if (!IsPartial(session, part))
            {
                return false;
            }
        }

        return !type.IsStatic && !IsGeneric(type);
    }

    /// <summary>Reports members whose names the generated part of the class uses, or the class itself where it has such a name.</summary>
    /// <returns>The names.</returns>
    public static string[] CheckNames(TraceSession session, INamedTypeSymbol type, IEnumerable<string> generated)
    {
        ISymbol[] taken = [.. generated.SelectMany(name => type.Name == name ? [type] : type.GetMembers(name)).Where(m => !m.IsImplicitlyDeclared)];
        foreach (ISymbol member in taken)
        {
            session.Report(Rules.MemberNameCollision, member.Locations[0], type.Name, member.Name);
        }

        return [.. taken.Select(m => m.Name).Distinct()];
    }

    private static bool IsPartial(TraceSession session, INamedTypeSymbol type) => type.DeclaringSyntaxReferences.All(r =>
        r.GetSyntax(session.Cancellation) is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static bool IsGeneric(INamedTypeSymbol? type) => type is not null && (type.TypeParameters.Length > 0 || IsGeneric(type.ContainingType));
}

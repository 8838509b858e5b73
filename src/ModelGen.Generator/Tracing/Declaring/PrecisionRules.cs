using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;

namespace ModelGen.Generator.Tracing.Declaring;

/// <summary>Reads and checks [Precision] on the fields of [Model] and [Module] classes.</summary>
internal static class PrecisionRules
{
    // The values of ModelGen.Precision, which the tracer knows by symbol only.
    private const int Int8 = 0, F32 = 1;

    /// <summary>Whether a member says that what it holds stays in single precision; null where it says nothing, or something that was reported.</summary>
    public static bool? IsFloat(ISymbol member, DslSymbols symbols) => Value(ParameterizedField.FindAttribute(member, symbols.PrecisionAttribute)) switch
    {
        Int8 => false,
        F32 => true,
        _ => null,
    };

    /// <summary>Reports attributes on members that hold no layer or module, or with a value that is no precision.</summary>
    public static void Check(TraceSession session, INamedTypeSymbol type)
    {
        ISymbol[] holders = [.. ParameterizedField.Of(type, session.Symbols).Select(f => f.Member)];
        foreach (ISymbol member in type.GetMembers().Where(m => !m.IsImplicitlyDeclared))
        {
            if (ParameterizedField.FindAttribute(member, session.Symbols.PrecisionAttribute) is not { } attribute)
            {
                continue;
            }

            if (!holders.Contains(member, SymbolEqualityComparer.Default))
            {
                session.Report(Rules.PrecisionMisplaced, FieldRules.Place(attribute, member), member.Name, "only a field with a layer, a module or a list of them has a precision; remove it");
            }
            else if (Value(attribute) is { } value && value is not (Int8 or F32))
            {
                session.Report(Rules.PrecisionMisplaced, FieldRules.Place(attribute, member), member.Name, "a precision is Int8 or F32, not " + value.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    /// <summary>Reports attributes on the fields of a model that is in single precision anyway.</summary>
    public static void CheckEffect(TraceSession session, INamedTypeSymbol model)
    {
        foreach (ParameterizedField field in ParameterizedField.Of(model, session.Symbols))
        {
            if (IsFloat(field.Member, session.Symbols) is not null)
            {
                AttributeData attribute = ParameterizedField.FindAttribute(field.Member, session.Symbols.PrecisionAttribute)!;
                session.Report(Rules.PrecisionWithoutEffect, FieldRules.Place(attribute, field.Member), field.Member.Name, model.Name);
            }
        }
    }

    private static int? Value(AttributeData? attribute) => attribute?.ConstructorArguments is [{ Value: int value }] ? value : null;
}

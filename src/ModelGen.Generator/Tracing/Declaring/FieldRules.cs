using System.Linq;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;

namespace ModelGen.Generator.Tracing.Declaring;

/// <summary>What holds for the fields of a [Model] or [Module] class.</summary>
internal static class FieldRules
{
    /// <summary>Reports fields whose layers could change, or whose attributes do not fit.</summary>
    public static void Check(TraceSession session, INamedTypeSymbol type)
    {
        DslSymbols symbols = session.Symbols;
        foreach (ParameterizedField field in ParameterizedField.Of(type, symbols))
        {
            if (field.Member is IFieldSymbol { IsReadOnly: false } or IPropertySymbol { SetMethod: not null })
            {
                session.Report(Rules.LayerFieldNotReadonly, field.Member.Locations[0], field.Member.Name);
            }

            if (ParameterizedField.FindAttribute(field.Member, symbols.NameAttribute) is { ConstructorArguments: [var name] } attribute
                && !ParameterizedField.IsPath(name.Value as string))
            {
                session.Report(Rules.InvalidName, Place(attribute, field.Member), name.Value as string ?? "null");
            }
        }

        foreach (ISymbol member in type.GetMembers().Where(m => !m.IsImplicitlyDeclared))
        {
            CheckChannelsFirst(session, member);
        }

        PrecisionRules.Check(session, type);
    }

    /// <summary>The extents in [ChannelsFirstInput] on a member; null without it, or where they are not usable.</summary>
    public static (int Height, int Width, int Channels)? ChannelsFirst(ISymbol member, DslSymbols symbols) =>
        ParameterizedField.FindAttribute(member, symbols.ChannelsFirstInputAttribute)?.ConstructorArguments
            is [{ Value: int height and > 0 }, { Value: int width and > 0 }, { Value: int channels and > 0 }]
            ? (height, width, channels)
            : null;

    /// <summary>The attribute in the source, or the member where it is not there.</summary>
    public static Location Place(AttributeData attribute, ISymbol member) =>
        attribute.ApplicationSyntaxReference is { } reference ? Location.Create(reference.SyntaxTree, reference.Span) : member.Locations[0];

    private static void CheckChannelsFirst(TraceSession session, ISymbol member)
    {
        if (ParameterizedField.FindAttribute(member, session.Symbols.ChannelsFirstInputAttribute) is not { } attribute)
        {
            return;
        }

        string extents = string.Join(", ", attribute.ConstructorArguments.Select(a => a.Value));
        ITypeSymbol? type = (member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type;
        if (type?.Name != "Dense" || !session.Symbols.IsLayer(type))
        {
            session.Report(Rules.ChannelsFirstInput, Place(attribute, member), extents, member.Name, "only a Dense layer after Flatten has columns in that order; remove it");
        }
        else if (ChannelsFirst(member, session.Symbols) is null)
        {
            session.Report(Rules.ChannelsFirstInput, Place(attribute, member), extents, member.Name, "height, width and channels are at least 1");
        }
    }
}

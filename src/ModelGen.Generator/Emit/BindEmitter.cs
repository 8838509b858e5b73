using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Generator.Declarations;

namespace ModelGen.Generator.Emit;

/// <summary>Writes <c>IParameterized.Bind</c>: it hands each field the weights below its path, for eager execution.</summary>
internal static class BindEmitter
{
    /// <summary>The interface, as a base list names it.</summary>
    public const string Interface = "global::ModelGen.IParameterized";

    /// <summary>Writes the method.</summary>
    public static void Write(SourceWriter writer, EquatableArray<FieldBinding> fields)
    {
        writer.Separate();
        writer.Line("/// <inheritdoc/>");
        writer.Open($"void {Interface}.Bind(global::ModelGen.ParameterScope scope)");
        foreach (FieldBinding field in fields)
        {
            writer.Line(Statement(field));
        }

        writer.Close();
    }

    private static string Statement(FieldBinding field)
    {
        string path = SymbolDisplay.FormatLiteral(field.Path, quote: true), value = "this." + Identifiers.Escape(field.Field);
        return field switch
        {
            { ChannelsFirst: { } plane } => string.Format(
                CultureInfo.InvariantCulture, "scope.BindChannelsFirst({0}, {1}, {2}, {3}, {4});", path, value, plane.Height, plane.Width, plane.Channels),
            { IsList: true } => $"scope.BindEach({path}, {value});",
            _ => $"scope.Bind({path}, {value});",
        };
    }
}

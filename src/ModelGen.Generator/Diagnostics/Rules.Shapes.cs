using Microsoft.CodeAnalysis;

namespace ModelGen.Generator.Diagnostics;

/// <content>Diagnostics about shapes.</content>
internal static partial class Rules
{
    /// <summary>The shapes do not fit.</summary>
    public static readonly DiagnosticDescriptor ShapeError = new(
        "MG0301",
        "The shapes do not fit",
        "{0}: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0301"));

    /// <summary>A layer is used with another input shape.</summary>
    public static readonly DiagnosticDescriptor LayerReuse = new(
        "MG0302",
        "A layer is used with another input shape",
        "{0} '{1}' was first used with an input that gave '{2}' the shape {3}, but an input of {4} needs {5}: use a second layer, or bring the input to the first one's shape",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0302"));
}

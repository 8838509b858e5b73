using Microsoft.CodeAnalysis;

namespace ModelGen.Generator.Diagnostics;

/// <content>Diagnostics about the generator itself.</content>
internal static partial class Rules
{
    /// <summary>The generator failed.</summary>
    public static readonly DiagnosticDescriptor InternalError = new(
        "MG0901",
        "The generator failed",
        "'{0}' could not be compiled because of a fault in ModelGen in the stage '{1}' ({2}): please report it with the code marked here",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0901"));
}

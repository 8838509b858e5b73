using Microsoft.CodeAnalysis;

namespace ModelGen.Generator.Diagnostics;

/// <content>Diagnostics about what a back end cannot compile.</content>
internal static partial class Rules
{
    /// <summary>The CPU back end cannot compile the model.</summary>
    public static readonly DiagnosticDescriptor UnsupportedByCpu = new(
        "MG0501",
        "The CPU back end cannot compile the model",
        "'{0}' cannot be compiled for the CPU: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0501"));
}

using Microsoft.CodeAnalysis;

namespace ModelGen.Generator.Diagnostics;

/// <content>Diagnostics about what cannot be quantized, or compiled by a back end.</content>
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

    /// <summary>The model cannot be quantized.</summary>
    public static readonly DiagnosticDescriptor NotQuantizable = new(
        "MG0502",
        "The model cannot be quantized",
        "'{0}' cannot be quantized: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0502"));
}

using Microsoft.CodeAnalysis;

namespace ModelGen.Generator.Diagnostics;

/// <content>Diagnostics about weights.</content>
internal static partial class Rules
{
    /// <summary>The weights file is not found.</summary>
    public static readonly DiagnosticDescriptor WeightsFileNotFound = new(
        "MG0401",
        "The weights file is not found",
        "'{0}' is not among the weights that the build found{1}: check the path, which is relative to the project, or remove Weights and pass them to Create",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0401"));

    /// <summary>A weight is missing.</summary>
    public static readonly DiagnosticDescriptor WeightMissing = new(
        "MG0402",
        "A weight is missing",
        "'{0}' holds no tensor '{1}' of shape {2}{3}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0402"));

    /// <summary>A weight is not used.</summary>
    public static readonly DiagnosticDescriptor WeightExtra = new(
        "MG0403",
        "A weight is not used",
        "'{0}' holds the tensor '{1}' of shape {2}, which no layer of '{3}' takes{4}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0403"));

    /// <summary>A weight has another shape.</summary>
    public static readonly DiagnosticDescriptor WeightShape = new(
        "MG0404",
        "A weight has another shape",
        "'{0}' in '{1}' has shape {2}, but the layer needs {3}{4}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0404"));

    /// <summary>A weight has another element type.</summary>
    public static readonly DiagnosticDescriptor WeightElementType = new(
        "MG0405",
        "A weight has another element type",
        "'{0}' in '{1}' has elements of type {2}, but the layer needs {3}: convert the file",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0405"));
}

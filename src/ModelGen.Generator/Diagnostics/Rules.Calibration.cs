using Microsoft.CodeAnalysis;

namespace ModelGen.Generator.Diagnostics;

/// <content>Diagnostics about calibration files.</content>
internal static partial class Rules
{
    /// <summary>The calibration file is not found.</summary>
    public static readonly DiagnosticDescriptor CalibrationFileNotFound = new(
        "MG0406",
        "The calibration file is not found",
        "'{0}' is not among the calibration files that the build found{1}: check the path, which is relative to the project; or build without Calibration, make the file with 'modelgen calibrate ASSEMBLY {2} --samples PATH --output {0}', and name it then",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0406"));

    /// <summary>A calibration file is malformed.</summary>
    public static readonly DiagnosticDescriptor CalibrationMalformed = new(
        "MG0407",
        "A calibration file is malformed",
        "'{0}' is no calibration: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0407"));

    /// <summary>The calibration is of another model.</summary>
    public static readonly DiagnosticDescriptor CalibrationOfOtherModel = new(
        "MG0408",
        "The calibration is of another model",
        "'{0}' is the calibration of '{1}', not of '{2}': name the right file, or calibrate the model anew",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0408"));
}

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

    /// <summary>The NPU back end cannot compile the model.</summary>
    public static readonly DiagnosticDescriptor UnsupportedByNpu = new(
        "MG0503",
        "The NPU back end cannot compile the model",
        "'{0}' cannot be compiled for an NPU: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0503"));

    /// <summary>[Target] names no NPU that there is.</summary>
    public static readonly DiagnosticDescriptor UnknownNpu = new(
        "MG0504",
        "The NPU is not known",
        "[Target(Backend.Npu)] names {0}; set Preset to one of {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0504"));

    /// <summary>A model for an NPU is in single precision.</summary>
    public static readonly DiagnosticDescriptor NpuNeedsCalibration = new(
        "MG0505",
        "A model for an NPU needs a calibration",
        "'{0}' is in single precision, but an NPU computes on bytes: set Calibration in its [Model] attribute",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0505"));

    /// <summary>Operations run on the host.</summary>
    public static readonly DiagnosticDescriptor RunsOnHost = new(
        "MG0506",
        "Operations run on the host beside the NPU",
        "Of '{0}' these operations run on the host: {1}",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0506"));
}

using Microsoft.CodeAnalysis;

namespace ModelGen.Generator.Diagnostics;

/// <content>Diagnostics about layers and their fields.</content>
internal static partial class Rules
{
    /// <summary>The field of a layer can be reassigned.</summary>
    public static readonly DiagnosticDescriptor LayerFieldNotReadonly = new(
        "MG0101",
        "The field of a layer can be reassigned",
        "'{0}' holds layers but can be assigned again, and the compiled network would not notice: declare it 'readonly', or as a property without a setter",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0101"));

    /// <summary>A layer is not held by a field of its own.</summary>
    public static readonly DiagnosticDescriptor LayerFieldType = new(
        "MG0102",
        "A layer is not held by a field of its own",
        "The {0} created here is reachable through no field from which its weights can be bound: hold it in an instance field whose type is a layer, a [Module], or a one-dimensional array or list of them",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0102"));

    /// <summary>A layer is created in Forward.</summary>
    public static readonly DiagnosticDescriptor LayerCreatedInForward = new(
        "MG0103",
        "A layer is created in Forward",
        "A {0} created while Forward runs would have new weights at each run: create it once, in a 'private readonly' field",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0103"));

    /// <summary>Two layers have one path.</summary>
    public static readonly DiagnosticDescriptor DuplicateParameterPath = new(
        "MG0104",
        "Two layers have one path",
        "'{0}' is the path of two layers, so that they would get the same weights: change one field's name or [Name], or use one layer twice",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0104"));

    /// <summary>A layer is held by two fields.</summary>
    public static readonly DiagnosticDescriptor LayerInTwoFields = new(
        "MG0105",
        "A layer is held by two fields",
        "The {0} in '{1}' is also the one in '{2}', so that its weights have two names: keep it in one field",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0105"));

    /// <summary>A layer is not used.</summary>
    public static readonly DiagnosticDescriptor UnusedLayer = new(
        "MG0106",
        "A layer is not used",
        "{0} '{1}' is not used by Forward, so that the shapes of its weights are not known: use it, remove it, or set the field to null where it is not needed",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0106"));

    /// <summary>The path in [Name] is not usable.</summary>
    public static readonly DiagnosticDescriptor InvalidName = new(
        "MG0107",
        "The path in [Name] is not usable",
        "[Name(\"{0}\")] is no path: write names separated by single dots, such as \"0\" or \"block.conv1\"",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0107"));

    /// <summary>[ChannelsFirstInput] does not fit.</summary>
    public static readonly DiagnosticDescriptor ChannelsFirstInput = new(
        "MG0108",
        "[ChannelsFirstInput] does not fit",
        "[ChannelsFirstInput({0})] on '{1}': {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0108"));

    /// <summary>The source of a module is in another assembly.</summary>
    public static readonly DiagnosticDescriptor ModuleFromOtherAssembly = new(
        "MG0109",
        "The source of a module is in another assembly",
        "'{0}' is declared in assembly '{1}', whose source cannot be traced from here: move it into this project, for instance as a linked file",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0109"));

    /// <summary>An argument of a layer is not usable.</summary>
    public static readonly DiagnosticDescriptor LayerArgument = new(
        "MG0110",
        "An argument of a layer is not usable",
        "{0}: {1} = {2} is not possible: {3}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0110"));

    /// <summary>[Precision] does not fit.</summary>
    public static readonly DiagnosticDescriptor PrecisionMisplaced = new(
        "MG0111",
        "[Precision] does not fit",
        "[Precision] on '{0}': {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0111"));

    /// <summary>[Precision] has no effect.</summary>
    public static readonly DiagnosticDescriptor PrecisionWithoutEffect = new(
        "MG0112",
        "[Precision] has no effect",
        "[Precision] on '{0}' has no effect, as '{1}' is in single precision: give [Model] a Calibration, or remove it",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0112"));
}

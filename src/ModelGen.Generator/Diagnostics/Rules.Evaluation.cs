using Microsoft.CodeAnalysis;

namespace ModelGen.Generator.Diagnostics;

/// <content>Diagnostics about code that runs at compile time.</content>
internal static partial class Rules
{
    /// <summary>An expression cannot be evaluated at compile time.</summary>
    public static readonly DiagnosticDescriptor UnsupportedExpression = new(
        "MG0201",
        "An expression cannot be evaluated at compile time",
        "'{0}' {1}: {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0201"));

    /// <summary>A statement cannot be executed at compile time.</summary>
    public static readonly DiagnosticDescriptor UnsupportedStatement = new(
        "MG0202",
        "A statement cannot be executed at compile time",
        "{0} cannot be part of a network: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0202"));

    /// <summary>A call cannot be evaluated at compile time.</summary>
    public static readonly DiagnosticDescriptor UnsupportedCall = new(
        "MG0203",
        "A call cannot be evaluated at compile time",
        "'{0}' cannot be called while a network is compiled: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0203"));

    /// <summary>An object cannot be created at compile time.</summary>
    public static readonly DiagnosticDescriptor UnsupportedType = new(
        "MG0204",
        "An object cannot be created at compile time",
        "An object of type '{0}' cannot be part of a network: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0204"));

    /// <summary>A condition is not known at compile time.</summary>
    public static readonly DiagnosticDescriptor ConditionNotConstant = new(
        "MG0205",
        "A condition is not known at compile time",
        "'{0}' is not known at compile time, but the compiled network has no branches: let the condition depend on constants, constructor parameters and shapes only",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0205"));

    /// <summary>A value is not known at compile time.</summary>
    public static readonly DiagnosticDescriptor ValueNotConstant = new(
        "MG0206",
        "A value is not known at compile time",
        "'{0}' {1}: {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0206"));

    /// <summary>A loop does not end.</summary>
    public static readonly DiagnosticDescriptor LoopLimit = new(
        "MG0207",
        "A loop does not end",
        "This loop ran {0} times at compile time without ending: give it a bound that is reached",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0207"));

    /// <summary>Calls are nested too deeply.</summary>
    public static readonly DiagnosticDescriptor RecursionLimit = new(
        "MG0208",
        "Calls are nested too deeply",
        "'{0}' is {1} calls or operations deep inside of others: end the recursion, or split the expression",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0208"));

    /// <summary>A network takes too long to trace.</summary>
    public static readonly DiagnosticDescriptor StepLimit = new(
        "MG0209",
        "A network takes too long to trace",
        "Tracing '{0}' was given up after {1} steps: shorten the loops that run at compile time",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0209"));

    /// <summary>An index is out of range.</summary>
    public static readonly DiagnosticDescriptor IndexOutOfRange = new(
        "MG0210",
        "An index is out of range",
        "Index {0} in '{1}' is outside of {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0210"));

    /// <summary>A value is null.</summary>
    public static readonly DiagnosticDescriptor NullReference = new(
        "MG0211",
        "A value is null",
        "'{0}' is null here: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0211"));

    /// <summary>Arithmetic on constants fails.</summary>
    public static readonly DiagnosticDescriptor ArithmeticFailure = new(
        "MG0212",
        "Arithmetic on constants fails",
        "'{0}' fails at compile time: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0212"));

    /// <summary>An exception is thrown at compile time.</summary>
    public static readonly DiagnosticDescriptor ThrowReached = new(
        "MG0213",
        "An exception is thrown at compile time",
        "This is reached while the network is traced, and would throw{0}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0213"));

    /// <summary>A constant is not finite.</summary>
    public static readonly DiagnosticDescriptor NonFiniteConstant = new(
        "MG0214",
        "A constant is not finite",
        "'{0}' is {1}, which no network can compute with: give a finite number",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0214"));

    /// <summary>Values of a tensor are read.</summary>
    public static readonly DiagnosticDescriptor TensorValuesRead = new(
        "MG0215",
        "Values of a tensor are read",
        "'{0}' reads values of a tensor, which exist only when the network runs: compute with tensors and Ops; Shape is known at compile time",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0215"));

    /// <summary>A field is assigned outside of a constructor.</summary>
    public static readonly DiagnosticDescriptor FieldAssignedInForward = new(
        "MG0216",
        "A field is assigned outside of a constructor",
        "'{0}' is assigned while Forward runs, so that each run would be another network: use a local variable",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink("MG0216"));
}

using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace ModelGen.Generator.Tracing.Evaluation;

/// <summary>What to write instead of what cannot be traced.</summary>
internal static class Unsupported
{
    private static readonly Dictionary<OperationKind, (string What, string Instead)> Expressions = new()
    {
        [OperationKind.Await] = ("waits for a task", "Forward is computed at compile time; do I/O outside of the model and pass its result as an input"),
        [OperationKind.InterpolatedString] = ("builds a string", "strings are not part of a network; remove it"),
        [OperationKind.TypeOf] = ("is a type object", "reflection is not possible at compile time; write the code for each case"),
        [OperationKind.DynamicInvocation] = ("is dynamic", "give the variable its type"),
        [OperationKind.DynamicMemberReference] = ("is dynamic", "give the variable its type"),
        [OperationKind.DynamicObjectCreation] = ("is dynamic", "give the variable its type"),
        [OperationKind.AnonymousObjectCreation] = ("is an anonymous object", "use a tuple, as in (a, b)"),
        [OperationKind.EventReference] = ("is an event", "a network has no events; remove it"),
        [OperationKind.AddressOf] = ("is a pointer", "use arrays and indices"),
        [OperationKind.SizeOf] = ("depends on the machine", "write the number"),
        [OperationKind.With] = ("copies a record", "create a new object with all values"),
        [OperationKind.TranslatedQuery] = ("is a query", "write Enumerable.Range(…).Select(…).ToArray(), or a loop"),
        [OperationKind.DefaultValue] = ("is the default of a type that no network has", "write the value"),
    };

    private static readonly Dictionary<OperationKind, (string What, string Instead)> Statements = new()
    {
        [OperationKind.Try] = ("'try'", "nothing in a network throws; remove it"),
        [OperationKind.Using] = ("'using'", "tensors need no disposal; remove it"),
        [OperationKind.UsingDeclaration] = ("'using'", "tensors need no disposal; remove it"),
        [OperationKind.Lock] = ("'lock'", "Forward has no state to protect; remove it"),
        [OperationKind.YieldReturn] = ("'yield'", "return an array"),
        [OperationKind.YieldBreak] = ("'yield'", "return an array"),
        [OperationKind.Labeled] = ("A label", "write a loop, or 'if' and 'else'"),
        [OperationKind.Branch] = ("'goto'", "write a loop, or 'if' and 'else'"),
        [OperationKind.RaiseEvent] = ("An event", "remove it"),
    };

    /// <summary>What an expression of that kind is, and what to write instead.</summary>
    public static (string What, string Instead) Expression(OperationKind kind) => Expressions.TryGetValue(kind, out var found)
        ? found
        : ("is no expression that the tracer knows", "use constants, layers, modules, Ops and the operators of tensors");

    /// <summary>What a statement of that kind is, and what to write instead.</summary>
    public static (string What, string Instead) Statement(OperationKind kind) => Statements.TryGetValue(kind, out var found)
        ? found
        : ("This statement", "use local variables, 'if', 'switch', 'for', 'foreach', 'while' and 'return'");

    /// <summary>What to do about a call of a method without traceable source.</summary>
    public static string CallAdvice(IMethodSymbol method) => method switch
    {
        { IsAbstract: true } => "the method has no body; call a method of a sealed class",
        { IsExtern: true } => "the method has no body in C#; use Ops",
        { ContainingType.SpecialType: SpecialType.System_Object } => "objects are not compared or printed in a network; remove it",
        { ContainingNamespace.Name: "ModelGen" } => "it is not part of a network; use layers and Ops",
        _ => $"its source is not in this project; use Ops, or write a helper method in this project",
    };

    /// <summary>What to do about a type whose objects cannot be created.</summary>
    public static string TypeAdvice(ITypeSymbol type) => type.TypeKind switch
    {
        TypeKind.Delegate => "use a lambda or a method of this project",
        _ => "use layers, [Module] classes, arrays, tuples and numbers",
    };
}

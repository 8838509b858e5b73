using System;
using System.Collections.Generic;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.Tracing.Values;

namespace ModelGen.Generator.Tracing.Library;

/// <summary>Checks of arguments, which hold or fail at compile time.</summary>
internal static class GuardFunctions
{
    /// <summary>The functions by name.</summary>
    public static IReadOnlyDictionary<string, LibraryFunction> Functions { get; } = new Dictionary<string, LibraryFunction>(StringComparer.Ordinal)
    {
        ["System.ArgumentNullException.ThrowIfNull"] = call => call.Arguments.All[0].Value is ConstantValue { IsNull: true }
            ? call.Report(Rules.ThrowReached, call.Syntax, ": " + SyntaxText.Of(call.Arguments.All[0].Syntax) + " is null")
            : ConstantValue.Null,
        ["System.Diagnostics.Debug.Assert"] = call => call.Arguments.Bool("condition")
            ? ConstantValue.Null
            : call.Report(Rules.ThrowReached, call.Syntax, ": " + SyntaxText.Of(call.Arguments.SyntaxOf("condition")) + " is false"),
    };
}

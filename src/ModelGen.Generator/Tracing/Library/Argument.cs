using Microsoft.CodeAnalysis;
using ModelGen.Generator.Tracing.Values;

namespace ModelGen.Generator.Tracing.Library;

/// <summary>The value of a parameter in a call, with the code that gave it.</summary>
internal readonly record struct Argument(IParameterSymbol Parameter, Value Value, SyntaxNode Syntax);

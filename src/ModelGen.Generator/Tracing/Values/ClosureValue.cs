using Microsoft.CodeAnalysis;
using ModelGen.Generator.Tracing.Evaluation;

namespace ModelGen.Generator.Tracing.Values;

/// <summary>A delegate or local function: a body with the variables that it captured, or a method group.</summary>
/// <param name="method">The lambda, local function or method.</param>
/// <param name="body">The body of a lambda or local function; null for a method group.</param>
/// <param name="captured">The frame that a lambda or local function was declared in; null for a method group.</param>
/// <param name="receiver">The instance of a method group; null where it has none.</param>
internal sealed class ClosureValue(IMethodSymbol method, IOperation? body, Frame? captured, Value? receiver) : Value
{
    /// <summary>The lambda, local function or method.</summary>
    public IMethodSymbol Method { get; } = method;

    /// <summary>The body of a lambda or local function; null for a method group.</summary>
    public IOperation? Body { get; } = body;

    /// <summary>The frame that a lambda or local function was declared in.</summary>
    public Frame? Captured { get; } = captured;

    /// <summary>The instance of a method group.</summary>
    public Value? Receiver { get; } = receiver;

    /// <inheritdoc/>
    public override string Describe() => "a function";
}

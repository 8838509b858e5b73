using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.Tracing.Evaluation;
using ModelGen.Generator.Tracing.Values;
using ModelGen.IR;

namespace ModelGen.Generator.Tracing.Library;

/// <summary>A call of a method that the tracer knows by name.</summary>
/// <param name="interpreter">Runs functions that are passed as arguments, and owns the trace.</param>
/// <param name="name">The name in messages.</param>
/// <param name="instance">The receiver; null for a static method.</param>
/// <param name="arguments">The arguments, none of them unknown.</param>
/// <param name="syntax">The call.</param>
/// <param name="frame">The frame of the caller.</param>
internal sealed class LibraryCall(Interpreter interpreter, string name, Value? instance, Arguments arguments, SyntaxNode syntax, Frame frame)
{
    /// <summary>The receiver; null for a static method.</summary>
    public Value? Instance { get; } = instance;

    /// <summary>The arguments.</summary>
    public Arguments Arguments { get; } = arguments;

    /// <summary>The call.</summary>
    public SyntaxNode Syntax { get; } = syntax;

    /// <summary>Calls a function that was passed as an argument.</summary>
    public Value Invoke(ClosureValue function, params Value[] values) => interpreter.Invoke(function, values, Syntax, frame);

    /// <summary>Reports a problem with the call; its result is unknown.</summary>
    public Value Report(DiagnosticDescriptor rule, SyntaxNode place, params string[] messageArguments) => interpreter.Session.Report(rule, place, messageArguments);

    /// <summary>Reports that the shapes do not fit; the result is unknown.</summary>
    public Value ShapeError(string reason) => Report(Rules.ShapeError, Syntax, name, reason);

    /// <summary>Adds an operator, or reports why its shape rule refuses the inputs.</summary>
    public Value Apply(Operator op, params TensorValue[] inputs)
    {
        Inference inference = interpreter.Session.Graph.Infer(op, inputs);
        return inference.Error is { } error
            ? ShapeError(error)
            : interpreter.Session.Graph.Add(frame.Scope, op, Syntax.GetLocation(), inputs);
    }

    /// <summary>Whether a number is finite; if not, that is reported.</summary>
    public bool IsFinite(string parameter)
    {
        float value = Arguments.Float(parameter);
        if (!float.IsNaN(value) && !float.IsInfinity(value))
        {
            return true;
        }

        Report(Rules.NonFiniteConstant, Arguments.SyntaxOf(parameter), SyntaxText.Of(Arguments.SyntaxOf(parameter)), value.ToString(CultureInfo.InvariantCulture));
        return false;
    }

    /// <summary>Whether every number in the arguments is finite; those that are not are reported.</summary>
    public bool AllFinite() => Arguments.All.Where(a => a.Value is ConstantValue { Content: float }).Count(a => !IsFinite(a.Parameter.Name)) == 0;
}

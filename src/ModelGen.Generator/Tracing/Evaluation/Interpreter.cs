using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Tracing.Library;
using ModelGen.Generator.Tracing.Values;

namespace ModelGen.Generator.Tracing.Evaluation;

/// <summary>Runs C# operations at compile time: expressions to values, statements to completions.</summary>
internal sealed partial class Interpreter
{
    private readonly ExpressionEvaluator expressions;
    private readonly StatementExecutor statements;

    /// <summary>An interpreter for one trace.</summary>
    public Interpreter(TraceSession session)
    {
        Session = session;
        expressions = new ExpressionEvaluator(this);
        statements = new StatementExecutor(this);
    }

    /// <summary>The trace.</summary>
    public TraceSession Session { get; }

    /// <summary>The value of an expression; unknown where it was reported.</summary>
    public Value Evaluate(IOperation? operation, Frame frame)
    {
        if (operation is null || !Session.TryEnter(operation))
        {
            return UnknownValue.Instance;
        }

        try
        {
            return operation.ConstantValue is { HasValue: true, Value: var constant }
                ? ConstantValue.Of(constant)
                : operation.Accept(expressions, frame) ?? UnknownValue.Instance;
        }
        finally
        {
            Session.Leave();
        }
    }

    /// <summary>Runs a statement.</summary>
    public Completion Execute(IOperation? operation, Frame frame)
    {
        if (operation is null)
        {
            return Completion.Normal;
        }

        if (!Session.TryEnter(operation))
        {
            return Completion.Return;
        }

        try
        {
            return operation.Accept(statements, frame);
        }
        finally
        {
            Session.Leave();
        }
    }

    /// <summary>A truth value; null where it is unknown, in which case it was reported.</summary>
    public bool? EvaluateCondition(IOperation? operation, Frame frame)
    {
        Value value = Evaluate(operation, frame);
        if (value is ConstantValue { Content: bool truth })
        {
            return truth;
        }

        if (value is not UnknownValue && operation is not null)
        {
            Session.Report(Diagnostics.Rules.ConditionNotConstant, operation.Syntax, SyntaxText.Of(operation.Syntax));
        }

        return null;
    }

    /// <summary>Calls a delegate or local function.</summary>
    public Value Invoke(ClosureValue function, IReadOnlyList<Value> values, SyntaxNode syntax, Frame caller)
    {
        if (function.Body is null)
        {
            Argument[] arguments = [.. function.Method.Parameters.Zip(values, (parameter, value) => new Argument(parameter, value, syntax))];
            return Call(function.Method, function.Receiver, arguments, syntax, caller);
        }

        var frame = new Frame(function.Captured!.Self, function.Captured.Scope, function.Captured);
        for (int i = 0; i < function.Method.Parameters.Length && i < values.Count; i++)
        {
            frame.Declare(function.Method.Parameters[i], values[i]);
        }

        return Run(function.Body, frame);
    }

    /// <summary>Runs the body of a method, accessor, lambda or local function; yields what it returns.</summary>
    private Value Run(IOperation body, Frame frame)
    {
        switch (body)
        {
            case IMethodBodyOperation method:
                Execute(method.BlockBody ?? method.ExpressionBody, frame);
                break;
            case IBlockOperation:
                Execute(body, frame);
                break;
            default:
                frame.Returned = Evaluate(body, frame);
                break;
        }

        return Session.IsAborted ? UnknownValue.Instance : frame.Returned ?? ConstantValue.Null;
    }
}

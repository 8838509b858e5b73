using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.Tracing.Library;
using ModelGen.Generator.Tracing.Values;

namespace ModelGen.Generator.Tracing.Evaluation;

/// <summary>Evaluates expressions; each file has the operations of one kind.</summary>
internal sealed partial class ExpressionEvaluator(Interpreter interpreter) : OperationVisitor<Frame, Value>
{
    private TraceSession Session => interpreter.Session;

    /// <summary>Evaluates the arguments of a call, in the order in which they are written; yields them in the order of the parameters.</summary>
    public IReadOnlyList<Argument> Arguments(IEnumerable<IArgumentOperation> operations, Frame frame)
    {
        var arguments = new List<Argument>();
        foreach (IArgumentOperation operation in operations)
        {
            if (operation.Parameter is { } parameter)
            {
                arguments.Add(new Argument(parameter, interpreter.Evaluate(operation.Value, frame), operation.Value.Syntax));
            }
        }

        arguments.Sort((a, b) => a.Parameter.Ordinal.CompareTo(b.Parameter.Ordinal));
        return arguments;
    }

    /// <inheritdoc/>
    public override Value DefaultVisit(IOperation operation, Frame frame)
    {
        if (operation.Kind is OperationKind.Invalid or OperationKind.None || operation.Type is IErrorTypeSymbol)
        {
            Session.HasInvalidCode = true;
            return UnknownValue.Instance;
        }

        (string what, string instead) = Unsupported.Expression(operation.Kind);
        return Session.Report(Rules.UnsupportedExpression, operation.Syntax, SyntaxText.Of(operation.Syntax), what, instead);
    }

    /// <inheritdoc/>
    public override Value VisitParenthesized(IParenthesizedOperation operation, Frame frame) => interpreter.Evaluate(operation.Operand, frame);

    /// <inheritdoc/>
    public override Value VisitThrow(IThrowOperation operation, Frame frame)
    {
        string? message = (operation.Exception as IConversionOperation)?.Operand is IObjectCreationOperation { Arguments: var arguments }
            ? arguments.Select(a => a.Value.ConstantValue).FirstOrDefault(c => c is { HasValue: true, Value: string }).Value as string
            : null;
        return Session.Report(Rules.ThrowReached, operation.Syntax, message is null ? "" : ": " + message);
    }

    /// <inheritdoc/>
    public override Value VisitDefaultValue(IDefaultValueOperation operation, Frame frame) => Interpreter.DefaultOf(operation.Type) ?? DefaultVisit(operation, frame);

    /// <inheritdoc/>
    public override Value VisitTuple(ITupleOperation operation, Frame frame) => new TupleValue([.. operation.Elements.Select(e => interpreter.Evaluate(e, frame))]);

    /// <inheritdoc/>
    public override Value VisitDelegateCreation(IDelegateCreationOperation operation, Frame frame) => interpreter.Evaluate(operation.Target, frame);

    /// <inheritdoc/>
    public override Value VisitAnonymousFunction(IAnonymousFunctionOperation operation, Frame frame) => new ClosureValue(operation.Symbol, operation.Body, frame, null);

    /// <inheritdoc/>
    public override Value VisitMethodReference(IMethodReferenceOperation operation, Frame frame)
    {
        if (operation.Method.MethodKind == MethodKind.LocalFunction)
        {
            return frame.Find(operation.Method) ?? UnknownValue.Instance;
        }

        Value? receiver = operation.Instance is null ? null : interpreter.Evaluate(operation.Instance, frame);
        return receiver is UnknownValue ? receiver : new ClosureValue(operation.Method, null, null, receiver);
    }

    /// <inheritdoc/>
    public override Value VisitInvocation(IInvocationOperation operation, Frame frame)
    {
        Value? instance = operation.Instance is null ? null : interpreter.Evaluate(operation.Instance, frame);
        IReadOnlyList<Argument> arguments = Arguments(operation.Arguments, frame);
        if (operation.TargetMethod.MethodKind == MethodKind.LocalFunction)
        {
            return frame.Find(operation.TargetMethod.OriginalDefinition) is ClosureValue function
                ? interpreter.Invoke(function, [.. arguments.Select(a => a.Value)], operation.Syntax, frame)
                : DefaultVisit(operation, frame);
        }

        return interpreter.Call(operation.TargetMethod, instance, arguments, operation.Syntax, frame);
    }

    /// <inheritdoc/>
    public override Value VisitObjectCreation(IObjectCreationOperation operation, Frame frame)
    {
        IReadOnlyList<Argument> arguments = Arguments(operation.Arguments, frame);
        if (operation.Type is not INamedTypeSymbol type || operation.Constructor is not { } constructor)
        {
            return DefaultVisit(operation, frame);
        }

        Value created = type.IsValueType && constructor.IsImplicitlyDeclared && constructor.Parameters.Length == 0 && !Session.Bodies.IsSource(type) && Interpreter.DefaultOf(type) is { } empty
            ? empty
            : interpreter.Construct(type, constructor, arguments, operation.Syntax, frame);
        if (operation.Initializer is { } initializer && created is not UnknownValue)
        {
            frame.ImplicitReceivers.Push(created);
            foreach (IOperation member in initializer.Initializers)
            {
                interpreter.Evaluate(member, frame);
            }

            frame.ImplicitReceivers.Pop();
        }

        return created;
    }

    /// <inheritdoc/>
    public override Value VisitArrayCreation(IArrayCreationOperation operation, Frame frame)
    {
        if (operation.Type is IArrayTypeSymbol { Rank: > 1 })
        {
            return Session.Report(Rules.UnsupportedExpression, operation.Syntax, SyntaxText.Of(operation.Syntax), "has several dimensions", "use an array of arrays or of tuples");
        }

        if (operation.Initializer is { } initializer)
        {
            return interpreter.Evaluate(initializer, frame);
        }

        Value length = interpreter.Evaluate(operation.DimensionSizes[0], frame);
        if (length is not ConstantValue { Content: { } content })
        {
            return UnknownValue.Instance;
        }

        long count = (long)Numbers.Convert(content, SpecialType.System_Int64, false)!;
        Value? element = Interpreter.DefaultOf((operation.Type as IArrayTypeSymbol)?.ElementType);
        if (count is < 0 or > StatementExecutor.LoopLimit)
        {
            return Session.Report(Rules.IndexOutOfRange, operation.DimensionSizes[0].Syntax, length.Describe(), SyntaxText.Of(operation.Syntax), $"the possible lengths 0 to {StatementExecutor.LoopLimit}");
        }

        return new ListValue([.. Enumerable.Repeat(element ?? UnknownValue.Instance, (int)count)]);
    }

    /// <inheritdoc/>
    public override Value VisitArrayInitializer(IArrayInitializerOperation operation, Frame frame) =>
        new ListValue([.. operation.ElementValues.Select(e => interpreter.Evaluate(e, frame))]);

    /// <inheritdoc/>
    public override Value VisitCollectionExpression(ICollectionExpressionOperation operation, Frame frame)
    {
        var items = new List<Value>();
        foreach (IOperation element in operation.Elements)
        {
            Value value = interpreter.Evaluate(element is ISpreadOperation spread ? spread.Operand : element, frame);
            if (element is not ISpreadOperation)
            {
                items.Add(value);
            }
            else if (Sequences.Find(value) is { } spreaded)
            {
                items.AddRange(spreaded);
            }
            else
            {
                return value is UnknownValue ? value : DefaultVisit(element, frame);
            }
        }

        return new ListValue(items);
    }
}

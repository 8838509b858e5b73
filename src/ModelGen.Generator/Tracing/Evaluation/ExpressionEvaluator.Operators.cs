using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.Tracing.Library;
using ModelGen.Generator.Tracing.Values;

namespace ModelGen.Generator.Tracing.Evaluation;

/// <content>Operators and conversions.</content>
internal sealed partial class ExpressionEvaluator
{
    /// <inheritdoc/>
    public override Value VisitBinaryOperator(IBinaryOperation operation, Frame frame)
    {
        Value left = interpreter.Evaluate(operation.LeftOperand, frame);
        bool isAnd = operation.OperatorKind == BinaryOperatorKind.ConditionalAnd, isOr = operation.OperatorKind == BinaryOperatorKind.ConditionalOr;
        if ((isAnd || isOr) && operation.OperatorMethod is null)
        {
            bool decided = left is ConstantValue { Content: bool truth } && truth == isOr;
            Value right = decided ? left : interpreter.Evaluate(operation.RightOperand, frame);
            return left is UnknownValue ? left : right;
        }

        return Binary(operation, operation.OperatorKind, operation.OperatorMethod, left, interpreter.Evaluate(operation.RightOperand, frame), operation.RightOperand.Syntax, operation.IsChecked, operation.IsLifted, frame);
    }

    /// <inheritdoc/>
    public override Value VisitTupleBinaryOperator(ITupleBinaryOperation operation, Frame frame)
    {
        bool? equal = Patterns.AreEqual(interpreter.Evaluate(operation.LeftOperand, frame), interpreter.Evaluate(operation.RightOperand, frame));
        return Truth(operation.OperatorKind == BinaryOperatorKind.Equals ? equal : !equal);
    }

    /// <inheritdoc/>
    public override Value VisitUnaryOperator(IUnaryOperation operation, Frame frame)
    {
        Value operand = interpreter.Evaluate(operation.Operand, frame);
        if (operand is UnknownValue)
        {
            return operand;
        }

        if (operation.OperatorMethod is { } method)
        {
            return CallOperator(method, operation.Syntax, frame, (operand, operation.Operand.Syntax));
        }

        if (operand is not ConstantValue { Content: { } content })
        {
            return operand is ConstantValue ? operand : DefaultVisit(operation, frame);
        }

        return operation.OperatorKind == UnaryOperatorKind.Hat && content is int fromEnd
            ? ConstantValue.Of(new IndexFromEnd(fromEnd))
            : Arithmetic(operation, () => Numbers.Unary(operation.OperatorKind, content, operation.IsChecked), frame);
    }

    /// <inheritdoc/>
    public override Value VisitConversion(IConversionOperation operation, Frame frame)
    {
        Value operand = interpreter.Evaluate(operation.Operand, frame);
        if (operand is UnknownValue or ConstantValue { IsNull: true })
        {
            return operand is UnknownValue || operation.Type is not { IsValueType: true } || Interpreter.DefaultOf(operation.Type) == ConstantValue.Null
                ? operand
                : Session.Report(Rules.NullReference, operation.Syntax, SyntaxText.Of(operation.Operand.Syntax), $"a {operation.Type.Name} needs a value");
        }

        if (operation.OperatorMethod is { } method)
        {
            return CallOperator(method, operation.Syntax, frame, (operand, operation.Operand.Syntax));
        }

        ITypeSymbol? type = Underlying(operation.Type);
        return operand is ConstantValue { Content: { } content } && Numbers.IsNumber(content) && type is not null
            ? Arithmetic(operation, () => IsNumeric(type) ? Numbers.Convert(content, type.SpecialType, operation.IsChecked) : content, frame)
            : operation.IsTryCast && type is not null && Patterns.IsOfType(operand, type) is false ? ConstantValue.Null : operand;
    }

    /// <inheritdoc/>
    public override Value VisitIncrementOrDecrement(IIncrementOrDecrementOperation operation, Frame frame)
    {
        Value before = interpreter.Evaluate(operation.Target, frame);
        if (before is not ConstantValue { Content: { } number } || !Numbers.IsNumber(number))
        {
            return before is UnknownValue ? before : DefaultVisit(operation, frame);
        }

        BinaryOperatorKind kind = operation.Kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract;
        Value after = Arithmetic(operation, () => Numbers.Binary(kind, number, Convert.ChangeType(1, number.GetType(), System.Globalization.CultureInfo.InvariantCulture), operation.IsChecked), frame);
        interpreter.Assign(operation.Target, after, frame);
        return operation.IsPostfix ? before : after;
    }

    /// <summary>A binary operator on two values, of whatever kind.</summary>
    private Value Binary(IOperation operation, BinaryOperatorKind kind, IMethodSymbol? method, Value left, Value right, SyntaxNode rightSyntax, bool isChecked, bool isLifted, Frame frame)
    {
        if (left is UnknownValue || right is UnknownValue)
        {
            return UnknownValue.Instance;
        }

        if (left is TensorValue && right is TensorValue && method is null)
        {
            return Session.Report(Rules.ConditionNotConstant, operation.Syntax, SyntaxText.Of(operation.Syntax));
        }

        bool isEquality = kind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals;
        if (isEquality && (method is null || !Session.Bodies.IsSource(method)))
        {
            bool? equal = left is ConstantValue { Content: float or double } ? null : Patterns.AreEqual(left, right);
            if (equal is not null)
            {
                return Truth(kind == BinaryOperatorKind.Equals ? equal : !equal);
            }
        }

        if (isLifted && (left is ConstantValue { IsNull: true } || right is ConstantValue { IsNull: true }))
        {
            return operation.Type?.SpecialType == SpecialType.System_Boolean ? ConstantValue.Of(kind == BinaryOperatorKind.NotEquals) : ConstantValue.Null;
        }

        if (method is not null)
        {
            SyntaxNode leftSyntax = operation is IBinaryOperation binary ? binary.LeftOperand.Syntax : operation.Syntax;
            return CallOperator(method, operation.Syntax, frame, (left, leftSyntax), (right, rightSyntax));
        }

        return left is ConstantValue { Content: { } l } && right is ConstantValue { Content: { } r }
            ? Arithmetic(operation, () => Numbers.Binary(kind, l, r, isChecked), frame)
            : DefaultVisit(operation, frame);
    }

    private Value CallOperator(IMethodSymbol method, SyntaxNode syntax, Frame frame, params (Value Value, SyntaxNode Syntax)[] operands)
    {
        IEnumerable<Argument> arguments = method.Parameters.Zip(operands, (parameter, operand) => new Argument(parameter, operand.Value, operand.Syntax));
        return interpreter.Call(method, null, [.. arguments], syntax, frame);
    }

    private Value Arithmetic(IOperation operation, Func<object?> compute, Frame frame)
    {
        try
        {
            return compute() is { } result ? ConstantValue.Of(result) : DefaultVisit(operation, frame);
        }
        catch (ArithmeticException e)
        {
            return Session.Report(Rules.ArithmeticFailure, operation.Syntax, SyntaxText.Of(operation.Syntax), e is DivideByZeroException ? "it divides by zero" : "the result does not fit its type");
        }
    }

    private static ITypeSymbol? Underlying(ITypeSymbol? type) => type switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => Underlying(nullable.TypeArguments[0]),
        INamedTypeSymbol { TypeKind: TypeKind.Enum } named => named.EnumUnderlyingType,
        _ => type,
    };

    private static bool IsNumeric(ITypeSymbol type) => type.SpecialType is >= SpecialType.System_Char and <= SpecialType.System_Double;
}

using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.Tracing.Values;

namespace ModelGen.Generator.Tracing.Evaluation;

/// <content>Choices: conditional and switch expressions, null handling, patterns.</content>
internal sealed partial class ExpressionEvaluator
{
    /// <inheritdoc/>
    public override Value VisitConditional(IConditionalOperation operation, Frame frame)
    {
        bool? condition = interpreter.EvaluateCondition(operation.Condition, frame);
        if (condition is { } known)
        {
            return interpreter.Evaluate(known ? operation.WhenTrue : operation.WhenFalse, frame);
        }

        interpreter.Evaluate(operation.WhenTrue, frame);
        interpreter.Evaluate(operation.WhenFalse, frame);
        return UnknownValue.Instance;
    }

    /// <inheritdoc/>
    public override Value VisitSwitchExpression(ISwitchExpressionOperation operation, Frame frame)
    {
        Value value = interpreter.Evaluate(operation.Value, frame);
        foreach (ISwitchExpressionArmOperation arm in operation.Arms)
        {
            switch (interpreter.MatchesArm(arm.Pattern, arm.Guard, value, frame))
            {
                case true:
                    return interpreter.Evaluate(arm.Value, frame);
                case null:
                    foreach (ISwitchExpressionArmOperation other in operation.Arms)
                    {
                        interpreter.Evaluate(other.Value, frame);
                    }

                    return UnknownValue.Instance;
            }
        }

        return Session.Report(Rules.ThrowReached, operation.Syntax, $": no arm takes {value.Describe()}");
    }

    /// <inheritdoc/>
    public override Value VisitIsPattern(IIsPatternOperation operation, Frame frame) =>
        Truth(interpreter.Matches(operation.Pattern, interpreter.Evaluate(operation.Value, frame), frame));

    /// <inheritdoc/>
    public override Value VisitIsType(IIsTypeOperation operation, Frame frame) =>
        Truth(Patterns.IsOfType(interpreter.Evaluate(operation.ValueOperand, frame), operation.TypeOperand) is { } isType ? isType != operation.IsNegated : null);

    /// <inheritdoc/>
    public override Value VisitCoalesce(ICoalesceOperation operation, Frame frame)
    {
        Value value = interpreter.Evaluate(operation.Value, frame);
        return value is ConstantValue { IsNull: true } ? interpreter.Evaluate(operation.WhenNull, frame) : value;
    }

    /// <inheritdoc/>
    public override Value VisitCoalesceAssignment(ICoalesceAssignmentOperation operation, Frame frame)
    {
        Value value = interpreter.Evaluate(operation.Target, frame);
        return value is ConstantValue { IsNull: true }
            ? interpreter.Assign(operation.Target, interpreter.Evaluate(operation.Value, frame), frame)
            : value;
    }

    /// <inheritdoc/>
    public override Value VisitConditionalAccess(IConditionalAccessOperation operation, Frame frame)
    {
        Value receiver = interpreter.Evaluate(operation.Operation, frame);
        if (receiver is UnknownValue or ConstantValue { IsNull: true })
        {
            return receiver;
        }

        frame.ConditionalReceivers.Push(receiver);
        Value result = interpreter.Evaluate(operation.WhenNotNull, frame);
        frame.ConditionalReceivers.Pop();
        return result;
    }

    /// <inheritdoc/>
    public override Value VisitConditionalAccessInstance(IConditionalAccessInstanceOperation operation, Frame frame) => frame.ConditionalReceivers.Peek();

    private static Value Truth(bool? value) => value is { } known ? ConstantValue.Of(known) : UnknownValue.Instance;
}

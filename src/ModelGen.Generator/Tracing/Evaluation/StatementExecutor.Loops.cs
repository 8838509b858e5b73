using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.Tracing.Values;

namespace ModelGen.Generator.Tracing.Evaluation;

/// <content>Loops.</content>
internal sealed partial class StatementExecutor
{
    /// <inheritdoc/>
    public override Completion VisitForLoop(IForLoopOperation operation, Frame frame)
    {
        foreach (IOperation before in operation.Before)
        {
            interpreter.Execute(before, frame);
        }

        for (int iteration = 0; ; iteration++)
        {
            bool? proceed = operation.Condition is null ? true : interpreter.EvaluateCondition(operation.Condition, frame);
            if (proceed is not true || IsOverLimit(iteration, operation, frame))
            {
                return proceed is null ? ExploreLoop(operation, frame) : Completion.Normal;
            }

            Completion completion = interpreter.Execute(operation.Body, frame);
            if (completion is Completion.Break or Completion.Return)
            {
                return completion == Completion.Break ? Completion.Normal : completion;
            }

            foreach (IOperation step in operation.AtLoopBottom)
            {
                interpreter.Execute(step, frame);
            }
        }
    }

    /// <inheritdoc/>
    public override Completion VisitWhileLoop(IWhileLoopOperation operation, Frame frame)
    {
        for (int iteration = 0; ; iteration++)
        {
            if (operation.ConditionIsTop || iteration > 0)
            {
                bool? proceed = interpreter.EvaluateCondition(operation.Condition, frame);
                if (proceed is not true || IsOverLimit(iteration, operation, frame))
                {
                    return proceed is null ? ExploreLoop(operation, frame) : Completion.Normal;
                }
            }

            Completion completion = interpreter.Execute(operation.Body, frame);
            if (completion is Completion.Break or Completion.Return)
            {
                return completion == Completion.Break ? Completion.Normal : completion;
            }
        }
    }

    /// <inheritdoc/>
    public override Completion VisitForEachLoop(IForEachLoopOperation operation, Frame frame)
    {
        Value collection = interpreter.Evaluate(operation.Collection, frame);
        if (Sequences.Find(collection) is not { } items)
        {
            if (collection is ConstantValue { IsNull: true })
            {
                Session.Report(Rules.NullReference, operation.Collection.Syntax, SyntaxText.Of(operation.Collection.Syntax), "'foreach' needs a list");
            }
            else if (collection is not UnknownValue)
            {
                Session.Report(Rules.UnsupportedExpression, operation.Collection.Syntax, SyntaxText.Of(operation.Collection.Syntax), $"is {collection.Describe()}, which has no elements that are known at compile time", "loop over an array or list");
            }

            AssignElement(operation, UnknownValue.Instance, frame);
            return ExploreLoop(operation, frame);
        }

        foreach (Value item in items.ToArray())
        {
            if (Session.IsAborted)
            {
                break;
            }

            AssignElement(operation, item, frame);
            Completion completion = interpreter.Execute(operation.Body, frame);
            if (completion is Completion.Break or Completion.Return)
            {
                return completion == Completion.Break ? Completion.Normal : completion;
            }
        }

        return Completion.Normal;
    }

    private void AssignElement(IForEachLoopOperation operation, Value item, Frame frame)
    {
        if (operation.LoopControlVariable is IVariableDeclaratorOperation declarator)
        {
            frame.Declare(declarator.Symbol, item);
        }
        else
        {
            interpreter.Assign(operation.LoopControlVariable, item, frame);
        }
    }

    /// <summary>Runs the body of a loop of which it is not known how often it runs.</summary>
    private Completion ExploreLoop(ILoopOperation loop, Frame frame)
    {
        Unknowns.Forget(loop.Body, frame);
        Explore(frame, loop.Body);
        return Completion.Normal;
    }
}

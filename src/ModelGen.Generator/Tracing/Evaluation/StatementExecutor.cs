using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.Tracing.Values;

namespace ModelGen.Generator.Tracing.Evaluation;

/// <summary>Runs statements. Where a condition is unknown every branch is run for its diagnostics, and what it changes is unknown afterwards.</summary>
internal sealed partial class StatementExecutor(Interpreter interpreter) : OperationVisitor<Frame, Completion>
{
    /// <summary>Times that a loop may run.</summary>
    internal const int LoopLimit = 10_000;

    private TraceSession Session => interpreter.Session;

    /// <inheritdoc/>
    public override Completion DefaultVisit(IOperation operation, Frame frame)
    {
        if (operation.Kind is OperationKind.Invalid or OperationKind.None)
        {
            Session.HasInvalidCode = true;
            return Completion.Normal;
        }

        (string what, string instead) = Unsupported.Statement(operation.Kind);
        Session.Report(Rules.UnsupportedStatement, operation.Syntax, what, instead);
        Unknowns.Forget(operation, frame);
        return Completion.Normal;
    }

    /// <inheritdoc/>
    public override Completion VisitBlock(IBlockOperation operation, Frame frame)
    {
        foreach (IOperation statement in operation.Operations)
        {
            if (statement is ILocalFunctionOperation function)
            {
                frame.Declare(function.Symbol, new ClosureValue(function.Symbol, function.Body, frame, null));
            }
        }

        foreach (IOperation statement in operation.Operations)
        {
            Completion completion = interpreter.Execute(statement, frame);
            if (completion != Completion.Normal)
            {
                return completion;
            }
        }

        return Completion.Normal;
    }

    /// <inheritdoc/>
    public override Completion VisitLocalFunction(ILocalFunctionOperation operation, Frame frame) => Completion.Normal;

    /// <inheritdoc/>
    public override Completion VisitEmpty(IEmptyOperation operation, Frame frame) => Completion.Normal;

    /// <inheritdoc/>
    public override Completion VisitExpressionStatement(IExpressionStatementOperation operation, Frame frame)
    {
        interpreter.Evaluate(operation.Operation, frame);
        return Completion.Normal;
    }

    /// <inheritdoc/>
    public override Completion VisitVariableDeclarationGroup(IVariableDeclarationGroupOperation operation, Frame frame)
    {
        foreach (IVariableDeclaratorOperation declarator in operation.Declarations.SelectMany(d => d.Declarators))
        {
            IVariableInitializerOperation? initializer = declarator.GetVariableInitializer();
            frame.Declare(declarator.Symbol, initializer is null ? UnknownValue.Instance : interpreter.Evaluate(initializer.Value, frame));
        }

        return Completion.Normal;
    }

    /// <inheritdoc/>
    public override Completion VisitReturn(IReturnOperation operation, Frame frame)
    {
        if (operation.Kind != OperationKind.Return)
        {
            return DefaultVisit(operation, frame);
        }

        frame.Returned = operation.ReturnedValue is null ? ConstantValue.Null : interpreter.Evaluate(operation.ReturnedValue, frame);
        return Completion.Return;
    }

    /// <inheritdoc/>
    public override Completion VisitThrow(IThrowOperation operation, Frame frame)
    {
        frame.Returned = interpreter.Evaluate(operation, frame);
        return Completion.Return;
    }

    /// <inheritdoc/>
    public override Completion VisitBranch(IBranchOperation operation, Frame frame) => operation.BranchKind switch
    {
        BranchKind.Break => Completion.Break,
        BranchKind.Continue => Completion.Continue,
        _ => DefaultVisit(operation, frame),
    };

    /// <inheritdoc/>
    public override Completion VisitConditional(IConditionalOperation operation, Frame frame)
    {
        switch (interpreter.EvaluateCondition(operation.Condition, frame))
        {
            case true:
                return interpreter.Execute(operation.WhenTrue, frame);
            case false:
                return interpreter.Execute(operation.WhenFalse, frame);
            default:
                return Explore(frame, operation.WhenTrue, operation.WhenFalse);
        }
    }

    /// <inheritdoc/>
    public override Completion VisitSwitch(ISwitchOperation operation, Frame frame)
    {
        Value value = interpreter.Evaluate(operation.Value, frame);
        ISwitchCaseOperation? fallback = null;
        foreach (ISwitchCaseOperation section in operation.Cases)
        {
            foreach (ICaseClauseOperation clause in section.Clauses)
            {
                if (clause is IDefaultCaseClauseOperation)
                {
                    fallback = section;
                    continue;
                }

                switch (Matches(clause, value, frame))
                {
                    case true:
                        return RunSection(section, frame);
                    case null:
                        return Explore(frame, [.. operation.Cases.SelectMany(c => c.Body)]);
                }
            }
        }

        return fallback is null ? Completion.Normal : RunSection(fallback, frame);
    }

    private bool? Matches(ICaseClauseOperation clause, Value value, Frame frame)
    {
        switch (clause)
        {
            case ISingleValueCaseClauseOperation single:
                return Patterns.AreEqual(value, interpreter.Evaluate(single.Value, frame));
            case IPatternCaseClauseOperation pattern:
                return interpreter.MatchesArm(pattern.Pattern, pattern.Guard, value, frame);
            default:
                DefaultVisit(clause, frame);
                return null;
        }
    }

    private Completion RunSection(ISwitchCaseOperation section, Frame frame)
    {
        foreach (IOperation statement in section.Body)
        {
            Completion completion = interpreter.Execute(statement, frame);
            if (completion != Completion.Normal)
            {
                return completion == Completion.Break ? Completion.Normal : completion;
            }
        }

        return Completion.Normal;
    }

    /// <summary>Runs code of which it is not known whether it runs.</summary>
    private Completion Explore(Frame frame, params IOperation?[] branches)
    {
        bool mayReturn = false;
        foreach (IOperation branch in branches.OfType<IOperation>())
        {
            mayReturn |= interpreter.Execute(branch, frame) == Completion.Return;
            foreach (IOperation other in branches.OfType<IOperation>())
            {
                Unknowns.Forget(other, frame);
            }
        }

        if (mayReturn)
        {
            frame.Returned = UnknownValue.Instance;
        }

        return mayReturn && branches.All(b => b is not null) ? Completion.Return : Completion.Normal;
    }

    private bool IsOverLimit(int iteration, IOperation loop, Frame frame)
    {
        if (iteration < LoopLimit)
        {
            return Session.IsAborted;
        }

        frame.Returned = UnknownValue.Instance;
        Session.Report(Rules.LoopLimit, LoopHead(loop.Syntax), LoopLimit.ToString(CultureInfo.InvariantCulture));
        return true;
    }

    private static Location LoopHead(SyntaxNode loop) => loop.GetFirstToken().GetLocation();
}

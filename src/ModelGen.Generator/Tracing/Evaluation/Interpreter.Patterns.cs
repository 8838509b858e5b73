using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.Tracing.Values;

namespace ModelGen.Generator.Tracing.Evaluation;

/// <content>Pattern matching.</content>
internal sealed partial class Interpreter
{
    /// <summary>Whether an arm of a switch takes a value; null if it is unknown, in which case it was reported.</summary>
    public bool? MatchesArm(IPatternOperation pattern, IOperation? guard, Value value, Frame frame)
    {
        bool? matches = Matches(pattern, value, frame);
        return matches is true && guard is not null ? EvaluateCondition(guard, frame) : matches;
    }

    /// <summary>Whether a value matches a pattern; null if it is unknown, in which case it was reported.</summary>
    public bool? Matches(IPatternOperation pattern, Value value, Frame frame)
    {
        if (value is UnknownValue)
        {
            Declare(pattern, frame);
            return null;
        }

        switch (pattern)
        {
            case IDiscardPatternOperation:
                return true;
            case IConstantPatternOperation constant:
                return Patterns.AreEqual(value, Evaluate(constant.Value, frame));
            case INegatedPatternOperation negated:
                return !Matches(negated.Pattern, value, frame);
            case IBinaryPatternOperation binary:
                return MatchesBoth(binary, value, frame);
            case IRelationalPatternOperation relational:
                return Compare(relational, value, frame);
            case ITypePatternOperation type:
                return Patterns.IsOfType(value, type.MatchedType);
            case IDeclarationPatternOperation declaration:
                return Declare(declaration.DeclaredSymbol, value, declaration.MatchesNull ? true : Patterns.IsOfType(value, declaration.NarrowedType), frame);
            case IRecursivePatternOperation recursive:
                return Declare(recursive.DeclaredSymbol, value, MatchesParts(recursive, value, frame), frame);
            default:
                Session.Report(Rules.UnsupportedExpression, pattern.Syntax, SyntaxText.Of(pattern.Syntax), "is a pattern that the tracer does not know", "compare with constants, relations, types, tuples and properties");
                Declare(pattern, frame);
                return null;
        }
    }

    private static bool? Declare(ISymbol? variable, Value value, bool? matches, Frame frame)
    {
        if (variable is not null)
        {
            frame.Declare(variable, matches is null ? UnknownValue.Instance : value);
        }

        return matches;
    }

    /// <summary>Makes the variables of a pattern unknown.</summary>
    private static void Declare(IPatternOperation pattern, Frame frame)
    {
        foreach (IOperation part in pattern.DescendantsAndSelf())
        {
            ISymbol? variable = part switch
            {
                IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
                IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
                _ => null,
            };
            Declare(variable, UnknownValue.Instance, null, frame);
        }
    }

    private bool? MatchesBoth(IBinaryPatternOperation pattern, Value value, Frame frame)
    {
        bool isOr = pattern.OperatorKind == BinaryOperatorKind.Or;
        bool? left = Matches(pattern.LeftPattern, value, frame);
        if (left == isOr)
        {
            return left;
        }

        bool? right = Matches(pattern.RightPattern, value, frame);
        return right == isOr ? right : left is null ? null : right;
    }

    private bool? Compare(IRelationalPatternOperation pattern, Value value, Frame frame) =>
        value is ConstantValue { Content: { } left } && Evaluate(pattern.Value, frame) is ConstantValue { Content: { } right }
            ? Numbers.Binary(pattern.OperatorKind, left, right, false) as bool?
            : value is ConstantValue { IsNull: true } ? false : null;

    private bool? MatchesParts(IRecursivePatternOperation pattern, Value value, Frame frame)
    {
        if (value is ConstantValue { IsNull: true } || Patterns.IsOfType(value, pattern.MatchedType) is false)
        {
            return false;
        }

        if (pattern.DeconstructionSubpatterns.Length > 0 && value is not TupleValue)
        {
            Session.Report(Rules.UnsupportedExpression, pattern.Syntax, SyntaxText.Of(pattern.Syntax), $"takes {value.Describe()} apart", "match a tuple, or properties by name");
            return null;
        }

        bool? parts = Patterns.All(pattern.DeconstructionSubpatterns.Select((part, i) => Matches(part, ((TupleValue)value).Items[i], frame)));
        if (parts is not true)
        {
            return parts;
        }

        frame.PatternInputs.Push(value);
        bool? properties = Patterns.All(pattern.PropertySubpatterns.Select(p => Matches(p.Pattern, Evaluate(p.Member, frame), frame)).ToArray());
        frame.PatternInputs.Pop();
        return properties;
    }
}

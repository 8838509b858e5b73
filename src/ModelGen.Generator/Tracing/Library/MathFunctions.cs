using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.Tracing.Evaluation;
using ModelGen.Generator.Tracing.Values;

namespace ModelGen.Generator.Tracing.Library;

/// <summary>System.Math and System.MathF on constants.</summary>
internal static class MathFunctions
{
    private static readonly Dictionary<string, Func<double, double>> OfOne = new(StringComparer.Ordinal)
    {
        ["Ceiling"] = Math.Ceiling,
        ["Exp"] = Math.Exp,
        ["Floor"] = Math.Floor,
        ["Log"] = Math.Log,
        ["Log10"] = Math.Log10,
        ["Log2"] = x => Math.Log(x, 2),
        ["Round"] = Math.Round,
        ["Sqrt"] = Math.Sqrt,
        ["Truncate"] = Math.Truncate,
    };

    private static readonly Dictionary<string, LibraryFunction> OfAny = new(StringComparer.Ordinal)
    {
        ["Abs"] = call => Number(call, 0) is var x && Numbers.Compare(x, Zero(x)) < 0 ? Negate(call, x) : ConstantValue.Of(x),
        ["Clamp"] = Clamp,
        ["Max"] = call => ConstantValue.Of(Larger(Number(call, 0), Number(call, 1))),
        ["Min"] = call => ConstantValue.Of(Smaller(Number(call, 0), Number(call, 1))),
        ["Pow"] = call => Result(Number(call, 0), Math.Pow(Real(Number(call, 0)), Real(Number(call, 1)))),
        ["Sign"] = call => ConstantValue.Of(Math.Sign(Numbers.Compare(Number(call, 0), Zero(Number(call, 0))))),
    };

    /// <summary>The functions by name.</summary>
    public static IReadOnlyDictionary<string, LibraryFunction> Functions { get; } = (
        from type in new[] { "System.Math.", "System.MathF." }
        from function in OfAny.Concat(OfOne.Select(f => new KeyValuePair<string, LibraryFunction>(f.Key, One(f.Value))))
        select (Name: type + function.Key, function.Value)).ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);

    private static LibraryFunction One(Func<double, double> function) => call => call.Arguments.All.Count == 1 && Number(call, 0) is float or double
        ? Result(Number(call, 0), function(Real(Number(call, 0))))
        : call.Report(Rules.UnsupportedCall, call.Syntax, SyntaxText.Of(call.Syntax), "use the overload that takes one double or float");

    private static object Number(LibraryCall call, int index) => ((ConstantValue)call.Arguments.All[index].Value).Content!;

    private static double Real(object number) => (double)Numbers.Convert(number, Microsoft.CodeAnalysis.SpecialType.System_Double, false)!;

    private static Value Result(object like, double result) => like is float ? ConstantValue.Of((float)result) : ConstantValue.Of(result);

    private static object Zero(object like) => Convert.ChangeType(0, like.GetType(), System.Globalization.CultureInfo.InvariantCulture);

    private static object Larger(object a, object b) => Numbers.Compare(a, b) >= 0 ? a : b;

    private static object Smaller(object a, object b) => Numbers.Compare(a, b) <= 0 ? a : b;

    private static Value Negate(LibraryCall call, object x)
    {
        try
        {
            return ConstantValue.Of(Numbers.Unary(Microsoft.CodeAnalysis.Operations.UnaryOperatorKind.Minus, x, isChecked: true));
        }
        catch (OverflowException e)
        {
            return call.Report(Rules.ArithmeticFailure, call.Syntax, SyntaxText.Of(call.Syntax), e.Message);
        }
    }

    private static Value Clamp(LibraryCall call)
    {
        object least = Number(call, 1), most = Number(call, 2);
        return Numbers.Compare(least, most) > 0
            ? call.Report(Rules.ArithmeticFailure, call.Syntax, SyntaxText.Of(call.Syntax), $"the lower bound {ConstantValue.Of(least).Describe()} is above the upper bound {ConstantValue.Of(most).Describe()}")
            : ConstantValue.Of(Smaller(Larger(Number(call, 0), least), most));
    }
}

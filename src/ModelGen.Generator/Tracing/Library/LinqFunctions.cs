using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.Tracing.Evaluation;
using ModelGen.Generator.Tracing.Values;

namespace ModelGen.Generator.Tracing.Library;

/// <summary>The part of LINQ that builds lists of layers and of numbers.</summary>
internal static class LinqFunctions
{
    private const int LongestRange = 10_000;

    /// <summary>The functions by name.</summary>
    public static IReadOnlyDictionary<string, LibraryFunction> Functions { get; } = new Dictionary<string, LibraryFunction>(StringComparer.Ordinal)
    {
        ["System.Linq.Enumerable.Range"] = call => Generate(call, i => ConstantValue.Of(call.Arguments.Int("start") + i)),
        ["System.Linq.Enumerable.Repeat"] = call => Generate(call, _ => call.Arguments["element"]),
        ["System.Linq.Enumerable.Select"] = Select,
        ["System.Linq.Enumerable.ToArray"] = Map(items => items),
        ["System.Linq.Enumerable.ToList"] = Map(items => items),
        ["System.Linq.Enumerable.Reverse"] = Map(items => items.AsEnumerable().Reverse()),
        ["System.Linq.Enumerable.Skip"] = call => List(call.Arguments.List("source").Skip(call.Arguments.Int("count"))),
        ["System.Linq.Enumerable.Take"] = call => List(call.Arguments.List("source").Take(call.Arguments.Int("count"))),
        ["System.Linq.Enumerable.Concat"] = call => List(call.Arguments.List("first").Concat(call.Arguments.List("second"))),
        ["System.Linq.Enumerable.Append"] = call => List(call.Arguments.List("source").Append(call.Arguments["element"])),
        ["System.Linq.Enumerable.Zip"] = Zip,
        ["System.Linq.Enumerable.Count"] = call => call.Arguments.All.Count == 1 ? ConstantValue.Of(call.Arguments.List("source").Count) : Overload(call),
        ["System.Linq.Enumerable.First"] = call => End(call, items => items[0]),
        ["System.Linq.Enumerable.Last"] = call => End(call, items => items[items.Count - 1]),
        ["System.Linq.Enumerable.Aggregate"] = Aggregate,
    };

    private static ListValue List(IEnumerable<Value> items) => new([.. items]);

    private static LibraryFunction Map(Func<List<Value>, IEnumerable<Value>> map) => call => List(map(Sequences.Find(call.Arguments.All[0].Value) ?? []));

    private static Value Generate(LibraryCall call, Func<int, Value> create)
    {
        int count = call.Arguments.Int("count");
        return count is < 0 or > LongestRange
            ? call.Report(Rules.IndexOutOfRange, call.Arguments.SyntaxOf("count"), count.ToString(CultureInfo.InvariantCulture), SyntaxText.Of(call.Syntax), $"the possible lengths 0 to {LongestRange}")
            : List(Enumerable.Range(0, count).Select(create));
    }

    private static Value Select(LibraryCall call)
    {
        ClosureValue selector = call.Arguments.Function("selector");
        bool takesIndex = selector.Method.Parameters.Length == 2;
        var results = new List<Value>();
        foreach (Value item in call.Arguments.List("source"))
        {
            results.Add(takesIndex ? call.Invoke(selector, item, ConstantValue.Of(results.Count)) : call.Invoke(selector, item));
        }

        return new ListValue(results);
    }

    private static Value Zip(LibraryCall call)
    {
        if (call.Arguments.All.Count > 2)
        {
            return call.Arguments.Has("resultSelector")
                ? List(call.Arguments.List("first").Zip(call.Arguments.List("second"), (a, b) => call.Invoke(call.Arguments.Function("resultSelector"), a, b)))
                : Overload(call);
        }

        return List(call.Arguments.List("first").Zip(call.Arguments.List("second"), (a, b) => new TupleValue([a, b])));
    }

    private static Value Aggregate(LibraryCall call)
    {
        if (!call.Arguments.Has("seed") || call.Arguments.Has("resultSelector"))
        {
            return Overload(call);
        }

        Value result = call.Arguments["seed"];
        foreach (Value item in call.Arguments.List("source"))
        {
            result = call.Invoke(call.Arguments.Function("func"), result, item);
        }

        return result;
    }

    private static Value End(LibraryCall call, Func<List<Value>, Value> pick)
    {
        if (call.Arguments.All.Count > 1)
        {
            return Overload(call);
        }

        List<Value> items = call.Arguments.List("source");
        return items.Count > 0 ? pick(items) : call.Report(Rules.IndexOutOfRange, call.Syntax, "0", SyntaxText.Of(call.Syntax), "a list of 0");
    }

    private static Value Overload(LibraryCall call) =>
        call.Report(Rules.UnsupportedCall, call.Syntax, SyntaxText.Of(call.Syntax), "this overload is not known to the tracer; write a loop");
}

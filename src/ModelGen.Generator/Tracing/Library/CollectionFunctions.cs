using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Generator.Tracing.Values;

namespace ModelGen.Generator.Tracing.Library;

/// <summary>Arrays and lists.</summary>
internal static class CollectionFunctions
{
    private static readonly LibraryFunction Copy = call => new ListValue([.. ((ListValue)call.Instance!).Items]);

    /// <summary>The functions by name.</summary>
    public static IReadOnlyDictionary<string, LibraryFunction> Functions { get; } = new Dictionary<string, LibraryFunction>(StringComparer.Ordinal)
    {
        ["System.Array.Empty"] = _ => new ListValue([]),
        ["System.Array.Clone"] = Copy,
        ["System.Collections.Generic.List..ctor"] = call => new ListValue(call.Arguments.Has("collection") ? [.. call.Arguments.List("collection")] : []),
        ["System.Collections.Generic.List.Add"] = call =>
        {
            ((ListValue)call.Instance!).Items.Add(call.Arguments["item"]);
            return ConstantValue.Null;
        },
        ["System.Collections.Generic.List.AddRange"] = call =>
        {
            ((ListValue)call.Instance!).Items.AddRange([.. call.Arguments.List("collection")]);
            return ConstantValue.Null;
        },
        ["System.Collections.Generic.List.ToArray"] = Copy,
        ["System.Collections.Immutable.ImmutableArray.Create"] = call => new ListValue([.. call.Arguments.All.SelectMany(a => a.Value is ListValue list ? list.Items : [a.Value])]),
        ["System.Collections.Immutable.ImmutableArray.ToImmutableArray"] = call => new ListValue([.. call.Arguments.List(call.Arguments.All[0].Parameter.Name)]),
    };
}

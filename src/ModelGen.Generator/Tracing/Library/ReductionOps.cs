using System;
using System.Collections.Generic;
using ModelGen.IR.Calls;

namespace ModelGen.Generator.Tracing.Library;

/// <summary>The part of <c>Ops</c> that works along axes.</summary>
internal static class ReductionOps
{
    /// <summary>The functions by name.</summary>
    public static IReadOnlyDictionary<string, LibraryFunction> Functions { get; } = new Dictionary<string, LibraryFunction>(StringComparer.Ordinal)
    {
        ["ModelGen.Ops.ReduceMean"] = Resolving.One((x, a) => ReduceCalls.Mean(x, Axes(a), a.Bool("keepDims"))),
        ["ModelGen.Ops.ReduceSum"] = Resolving.One((x, a) => ReduceCalls.Sum(x, Axes(a), a.Bool("keepDims"))),
        ["ModelGen.Ops.ReduceMax"] = Resolving.One((x, a) => ReduceCalls.Max(x, Axes(a), a.Bool("keepDims"))),
        ["ModelGen.Ops.Softmax"] = Resolving.One((x, a) => ReduceCalls.Softmax(x, a.Int("axis"))),
    };

    private static int[] Axes(Arguments arguments) => arguments.Has("axes") ? arguments.Ints("axes") : [arguments.Int("axis")];
}

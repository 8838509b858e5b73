using System;
using System.Collections.Generic;
using ModelGen.IR.Calls;

namespace ModelGen.Generator.Tracing.Library;

/// <summary>The part of <c>Ops</c> that changes the shape of a tensor, not its values.</summary>
internal static class ShapingOps
{
    /// <summary>The functions by name.</summary>
    public static IReadOnlyDictionary<string, LibraryFunction> Functions { get; } = new Dictionary<string, LibraryFunction>(StringComparer.Ordinal)
    {
        ["ModelGen.Ops.Reshape"] = Resolving.One((x, a) => ShapeCalls.Reshape(x, a.Ints("shape"))),
        ["ModelGen.Ops.Flatten"] = Resolving.One((x, _) => ShapeCalls.Flatten(x)),
        ["ModelGen.Ops.Squeeze"] = Resolving.One((x, a) => ShapeCalls.Squeeze(x, a.Int("axis"))),
        ["ModelGen.Ops.Transpose"] = Resolving.One((x, a) => ShapeCalls.Transpose(x, a.Ints("permutation"))),
    };
}

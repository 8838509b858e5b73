using System;
using System.Collections.Generic;
using ModelGen.IR.Calls;
using ModelGen.IR.Operators;

namespace ModelGen.Generator.Tracing.Library;

/// <summary>The part of <c>Ops</c> that works on planes: pooling and resizing.</summary>
internal static class PoolingOps
{
    /// <summary>The functions by name.</summary>
    public static IReadOnlyDictionary<string, LibraryFunction> Functions { get; } = new Dictionary<string, LibraryFunction>(StringComparer.Ordinal)
    {
        ["ModelGen.Ops.MaxPool"] = Resolving.One((x, a) => WindowCalls.MaxPool(x, a.Size("kernel"), a.SizeOrNull("stride"), a.Padding("padding"), a.SizeOrNull("dilation"))),
        ["ModelGen.Ops.AveragePool"] = Resolving.One((x, a) => WindowCalls.AveragePool(x, a.Size("kernel"), a.SizeOrNull("stride"), a.Padding("padding"), a.Bool("countPadding"))),
        ["ModelGen.Ops.GlobalAveragePool"] = ElementwiseOps.Unary(_ => new GlobalAveragePool()),
        ["ModelGen.Ops.Resize"] = ElementwiseOps.Unary(a => new Resize(a.Int("height"), a.Int("width"), (ResizeMode)a.Int("mode"), (ResizeCoordinates)a.Int("coordinates"))),
    };
}

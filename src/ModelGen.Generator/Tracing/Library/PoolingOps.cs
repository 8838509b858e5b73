using System;
using System.Collections.Generic;
using ModelGen.Generator.Tracing.Layers;
using ModelGen.IR.Operators;

namespace ModelGen.Generator.Tracing.Library;

/// <summary>The part of <c>Ops</c> that works on planes: pooling and resizing.</summary>
internal static class PoolingOps
{
    /// <summary>The functions by name.</summary>
    public static IReadOnlyDictionary<string, LibraryFunction> Functions { get; } = new Dictionary<string, LibraryFunction>(StringComparer.Ordinal)
    {
        ["ModelGen.Ops.MaxPool"] = ElementwiseOps.Unary(a => new MaxPool(a.Size("kernel"), Stride(a), a.SizeOr("dilation", 1), Pads(a, a.SizeOr("dilation", 1)))),
        ["ModelGen.Ops.AveragePool"] = ElementwiseOps.Unary(a => new AveragePool(a.Size("kernel"), Stride(a), Pads(a, 1), a.Bool("countPadding"))),
        ["ModelGen.Ops.GlobalAveragePool"] = ElementwiseOps.Unary(_ => new GlobalAveragePool()),
        ["ModelGen.Ops.Resize"] = ElementwiseOps.Unary(a => new Resize(a.Int("height"), a.Int("width"), (ResizeMode)a.Int("mode"), (ResizeCoordinates)a.Int("coordinates"))),
    };

    private static Size2D Stride(Arguments arguments) => arguments.SizeOr("stride", arguments.Size("kernel"));

    private static Pads Pads(Arguments arguments, Size2D dilation) =>
        PaddingResolver.Resolve(arguments.Padding("padding"), arguments.Tensor("x").Shape, arguments.Size("kernel"), Stride(arguments), dilation);
}

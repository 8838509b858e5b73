using System;
using System.Collections.Generic;
using ModelGen.IR.Operators;

namespace ModelGen.Generator.Tracing.Library;

/// <summary>The operators and methods of Tensor.</summary>
internal static class TensorOperators
{
    /// <summary>The functions by name.</summary>
    public static IReadOnlyDictionary<string, LibraryFunction> Functions { get; } = new Dictionary<string, LibraryFunction>(StringComparer.Ordinal)
    {
        ["ModelGen.Tensor.op_Addition"] = ElementwiseOps.Binary(new Add()),
        ["ModelGen.Tensor.op_Subtraction"] = ElementwiseOps.Binary(new Sub()),
        ["ModelGen.Tensor.op_Multiply"] = ElementwiseOps.Binary(new Mul()),
        ["ModelGen.Tensor.op_Division"] = ElementwiseOps.Binary(new Div()),
        ["ModelGen.Tensor.op_UnaryNegation"] = ElementwiseOps.Unary(_ => new Negate()),
    };
}

using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Generator.Tracing.Values;
using ModelGen.IR.Operators;

namespace ModelGen.Generator.Tracing.Library;

/// <summary>The part of <c>Ops</c> that changes the shape of a tensor, not its values.</summary>
internal static class ShapingOps
{
    /// <summary>The functions by name.</summary>
    public static IReadOnlyDictionary<string, LibraryFunction> Functions { get; } = new Dictionary<string, LibraryFunction>(StringComparer.Ordinal)
    {
        ["ModelGen.Ops.Reshape"] = Reshape,
        ["ModelGen.Ops.Flatten"] = Flatten,
        ["ModelGen.Ops.Squeeze"] = Squeeze,
        ["ModelGen.Ops.Transpose"] = Transpose,
    };

    private static Value Reshape(LibraryCall call)
    {
        TensorValue x = call.Arguments.Tensor("x");
        int[] extents = call.Arguments.Ints("shape");
        string wanted = "[" + string.Join(", ", extents) + "]";
        int open = Array.IndexOf(extents, -1);
        if (extents.Where((e, axis) => e < 1 && axis != open).Any())
        {
            return call.ShapeError($"{wanted} is no shape to reshape {x.Shape} to: every extent is at least 1, and one of them may be -1 for what is left.");
        }

        long known = extents.Where(e => e != -1).Aggregate(1L, (product, e) => Math.Min(product * e, 1L << 40));
        if (open >= 0 ? x.Shape.ElementCount % known != 0 : x.Shape.ElementCount != known)
        {
            return call.ShapeError($"the {x.Shape.ElementCount} elements of {x.Shape} do not fill {wanted}.");
        }

        if (open >= 0)
        {
            extents[open] = (int)(x.Shape.ElementCount / known);
        }

        return call.Apply(new Reshape(new Shape(extents)), x);
    }

    private static Value Flatten(LibraryCall call)
    {
        TensorValue x = call.Arguments.Tensor("x");
        return x.Shape.Rank == 0
            ? call.ShapeError("needs a tensor with a batch axis, but got a single value.")
            : call.Apply(new Reshape(new Shape(x.Shape[0], x.Shape.ElementCount / x.Shape[0])), x);
    }

    private static Value Squeeze(LibraryCall call)
    {
        TensorValue x = call.Arguments.Tensor("x");
        if (call.Axis(x.Shape, call.Arguments.Int("axis")) is not { } axis)
        {
            return UnknownValue.Instance;
        }

        return x.Shape[axis] != 1
            ? call.ShapeError($"axis {axis} of {x.Shape} has extent {x.Shape[axis]}, but only an axis of extent 1 can be removed.")
            : call.Apply(new Reshape(new Shape([.. x.Shape.Where((_, i) => i != axis)])), x);
    }

    private static Value Transpose(LibraryCall call)
    {
        TensorValue x = call.Arguments.Tensor("x");
        int[] permutation = call.Arguments.Ints("permutation");
        for (int i = 0; i < permutation.Length; i++)
        {
            permutation[i] = permutation[i] < 0 ? permutation[i] + x.Shape.Rank : permutation[i];
        }

        return call.Apply(new Transpose(permutation), x);
    }
}

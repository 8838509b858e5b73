using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Generator.Tracing.Values;
using ModelGen.IR.Calls;

namespace ModelGen.Generator.Tracing.Library;

/// <summary>The part of <c>Ops</c> that cuts and joins tensors.</summary>
internal static class SlicingOps
{
    /// <summary>The functions by name.</summary>
    public static IReadOnlyDictionary<string, LibraryFunction> Functions { get; } = new Dictionary<string, LibraryFunction>(StringComparer.Ordinal)
    {
        ["ModelGen.Ops.Concat"] = Concat,
        ["ModelGen.Ops.Split"] = Split,
        ["ModelGen.Ops.Slice"] = Resolving.One((x, a) => ShapeCalls.Slice(x, a.Int("axis"), a.Int("begin"), a.Int("size"), a.Int("step"))),
        ["ModelGen.Ops.Pad"] = Pad,
        ["ModelGen.Ops.Gather"] = call =>
            Resolving.Apply(call, ShapeCalls.Gather(call.Arguments.Tensor("x").Shape, call.Arguments.Int("axis")), call.Arguments.Tensor("x"), call.Arguments.Tensor("indices")),
    };

    private static Value Concat(LibraryCall call)
    {
        TensorValue[] inputs = call.Arguments.Tensors("inputs");
        return Resolving.Apply(call, ShapeCalls.Concat([.. inputs.Select(i => i.Shape)], call.Arguments.Int("axis")), inputs);
    }

    private static Value Split(LibraryCall call)
    {
        Arguments a = call.Arguments;
        TensorValue x = a.Tensor("x");
        return Resolving.ApplyAll(
            call,
            a.Has("sizes") ? ShapeCalls.Split(x.Shape, a.Ints("sizes"), a.Int("axis")) : ShapeCalls.Split(x.Shape, a.Int("parts"), a.Int("axis")),
            x);
    }

    private static Value Pad(LibraryCall call)
    {
        Arguments a = call.Arguments;
        TensorValue x = a.Tensor("x");
        if (a.Has("padding"))
        {
            return Resolving.Apply(call, ShapeCalls.Pad(x.Shape, a.Padding("padding")), x);
        }

        return call.AllFinite() ? Resolving.Apply(call, ShapeCalls.Pad(a.Ints("before"), a.Ints("after"), a.Float("value")), x) : UnknownValue.Instance;
    }
}

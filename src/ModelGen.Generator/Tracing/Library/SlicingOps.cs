using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Generator.Tracing.Values;
using ModelGen.IR.Operators;

namespace ModelGen.Generator.Tracing.Library;

/// <summary>The part of <c>Ops</c> that cuts and joins tensors.</summary>
internal static class SlicingOps
{
    /// <summary>The functions by name.</summary>
    public static IReadOnlyDictionary<string, LibraryFunction> Functions { get; } = new Dictionary<string, LibraryFunction>(StringComparer.Ordinal)
    {
        ["ModelGen.Ops.Concat"] = Concat,
        ["ModelGen.Ops.Split"] = Split,
        ["ModelGen.Ops.Slice"] = Slice,
        ["ModelGen.Ops.Pad"] = Pad,
        ["ModelGen.Ops.Gather"] = Gather,
    };

    private static Value Concat(LibraryCall call)
    {
        TensorValue[] tensors = call.Arguments.Tensors("tensors");
        if (tensors.Length == 0)
        {
            return call.ShapeError("there is no tensor to join: give at least one.");
        }

        return call.Axis(tensors[0].Shape, call.Arguments.Int("axis")) is { } axis ? call.Apply(new Concat(axis), tensors) : UnknownValue.Instance;
    }

    private static Value Split(LibraryCall call)
    {
        TensorValue x = call.Arguments.Tensor("x");
        if (call.Axis(x.Shape, call.Arguments.Int("axis")) is not { } axis)
        {
            return UnknownValue.Instance;
        }

        if (!call.Arguments.Has("sizes"))
        {
            int parts = call.Arguments.Int("parts");
            return parts < 1 || x.Shape[axis] % parts != 0
                ? call.ShapeError($"{parts} equal parts do not divide the {x.Shape[axis]} elements on axis {axis} of {x.Shape}.")
                : Cut(call, x, axis, [.. Enumerable.Repeat(x.Shape[axis] / parts, parts)]);
        }

        int[] sizes = call.Arguments.Ints("sizes");
        return sizes.Length == 0 || sizes.Any(s => s < 1) || sizes.Sum(s => (long)s) != x.Shape[axis]
            ? call.ShapeError($"the sizes [{string.Join(", ", sizes)}] must be at least 1 each and add up to the {x.Shape[axis]} elements on axis {axis} of {x.Shape}.")
            : Cut(call, x, axis, sizes);
    }

    private static Value Cut(LibraryCall call, TensorValue x, int axis, int[] sizes)
    {
        var parts = new List<Value>();
        int begin = 0;
        foreach (int size in sizes)
        {
            parts.Add(call.Apply(AlongAxis(x.Shape, axis, begin, size, 1), x));
            begin += size;
        }

        return new ListValue(parts);
    }

    private static Value Slice(LibraryCall call)
    {
        TensorValue x = call.Arguments.Tensor("x");
        if (call.Axis(x.Shape, call.Arguments.Int("axis")) is not { } axis)
        {
            return UnknownValue.Instance;
        }

        int begin = call.Arguments.Int("begin");
        return call.Apply(AlongAxis(x.Shape, axis, begin < 0 ? begin + x.Shape[axis] : begin, call.Arguments.Int("size"), call.Arguments.Int("step")), x);
    }

    private static Value Pad(LibraryCall call)
    {
        Arguments arguments = call.Arguments;
        TensorValue x = arguments.Tensor("x");
        if (!call.AllFinite())
        {
            return UnknownValue.Instance;
        }

        if (!arguments.Has("padding"))
        {
            return call.Apply(new Pad(arguments.Ints("before"), arguments.Ints("after"), arguments.Float("value")), x);
        }

        if (x.Shape.Rank != 4)
        {
            return call.ShapeError($"needs an image of shape (N, H, W, C), but got {x.Shape}.");
        }

        Pads pads = arguments.Padding("padding").Resolve(x.Shape[1], x.Shape[2], 1, 1, 1);
        return call.Apply(new Pad(new[] { 0, pads.Top, pads.Left, 0 }, new[] { 0, pads.Bottom, pads.Right, 0 }, arguments.Has("value") ? arguments.Float("value") : 0), x);
    }

    private static Value Gather(LibraryCall call)
    {
        TensorValue data = (TensorValue)call.Arguments.All[0].Value, indices = call.Arguments.Tensor("indices");
        return call.Axis(data.Shape, call.Arguments.Int("axis")) is { } axis ? call.Apply(new Gather(axis), data, indices) : UnknownValue.Instance;
    }

    private static Slice AlongAxis(Shape shape, int axis, int begin, int size, int step)
    {
        int[] begins = new int[shape.Rank], sizes = shape.ToArray(), steps = [.. Enumerable.Repeat(1, shape.Rank)];
        begins[axis] = begin;
        sizes[axis] = size;
        steps[axis] = step;
        return new Slice(begins, sizes, steps);
    }
}

using System.Collections.Generic;
using System.Linq;
using ModelGen.IR.Operators;

namespace ModelGen.IR.Calls;

/// <summary>
/// The operators that calls which rearrange tensors stand for: negative axes counted from the end, omitted extents inferred. Eager
/// execution and the tracer both ask here.
/// </summary>
public static class ShapeCalls
{
    /// <summary>Reshape to extents of which one may be -1: as many as are left.</summary>
    public static Resolved<Reshape> Reshape(Shape x, IReadOnlyList<int> extents)
    {
        int inferred = -1;
        long known = 1;
        for (int axis = 0; axis < extents.Count; axis++)
        {
            if (extents[axis] == -1 && inferred < 0)
            {
                inferred = axis;
            }
            else if (extents[axis] < 1)
            {
                return Resolved<Reshape>.Fail($"the extents {ShapeRule.List(extents)} are each at least 1, except for one that may be -1.");
            }
            else if ((known *= extents[axis]) > int.MaxValue)
            {
                break;
            }
        }

        if (inferred < 0 ? known != x.ElementCount : x.ElementCount % known != 0)
        {
            return Resolved<Reshape>.Fail($"the {x.ElementCount} elements of {x} do not fill the shape {ShapeRule.List(extents)}.");
        }

        int[] shape = [.. extents];
        if (inferred >= 0)
        {
            shape[inferred] = (int)(x.ElementCount / known);
        }

        return new Reshape(new Shape(shape));
    }

    /// <summary>Reshape to (N, everything else).</summary>
    public static Resolved<Reshape> Flatten(Shape x) => x.Rank == 0
        ? Resolved<Reshape>.Fail("needs a tensor with a batch axis, but got a scalar.")
        : new Reshape(new Shape(x[0], x.ElementCount / x[0]));

    /// <summary>Reshape without one axis of extent 1.</summary>
    public static Resolved<Reshape> Squeeze(Shape x, int axis)
    {
        if (CallAxis.Resolve(axis, x, out int resolved) is { } error)
        {
            return Resolved<Reshape>.Fail(error);
        }

        return x[resolved] == 1
            ? new Reshape(new Shape([.. x.Where((_, i) => i != resolved)]))
            : Resolved<Reshape>.Fail($"axis {axis} of {x} has the extent {x[resolved]}; only an axis of extent 1 can be removed.");
    }

    /// <summary>Reordered axes: axis i of the result is axis <c>permutation[i]</c> of the input.</summary>
    public static Resolved<Transpose> Transpose(Shape x, IReadOnlyList<int> permutation)
    {
        var resolved = new int[permutation.Count];
        for (int i = 0; i < resolved.Length; i++)
        {
            if (CallAxis.Resolve(permutation[i], x, out resolved[i]) is { } error)
            {
                return Resolved<Transpose>.Fail(error);
            }
        }

        return resolved.Length == x.Rank && resolved.Distinct().Count() == x.Rank
            ? new Transpose(resolved)
            : Resolved<Transpose>.Fail($"the permutation {ShapeRule.List(permutation)} must name each of the {x.Rank} axes of {x} once.");
    }

    /// <summary>Tensors joined along an axis.</summary>
    public static Resolved<Concat> Concat(IReadOnlyList<Shape> inputs, int axis)
    {
        if (inputs.Count == 0)
        {
            return Resolved<Concat>.Fail("needs at least one tensor.");
        }

        return CallAxis.Resolve(axis, inputs[0], out int resolved) is { } error ? Resolved<Concat>.Fail(error) : new Concat(resolved);
    }

    /// <summary>Elements of one axis: <paramref name="size"/> of them from <paramref name="begin"/> on, <paramref name="step"/> apart.</summary>
    public static Resolved<Slice> Slice(Shape x, int axis, int begin, int size, int step)
    {
        if (CallAxis.Resolve(axis, x, out int resolved) is { } error)
        {
            return Resolved<Slice>.Fail(error);
        }

        int[] begins = new int[x.Rank], sizes = x.ToArray(), steps = [.. x.Select(_ => 1)];
        begins[resolved] = begin;
        sizes[resolved] = size;
        steps[resolved] = step;
        return new Slice(begins, sizes, steps);
    }

    /// <summary>Parts of equal size along an axis, in order.</summary>
    public static Resolved<Slice[]> Split(Shape x, int parts, int axis)
    {
        if (CallAxis.Resolve(axis, x, out int resolved) is { } error)
        {
            return Resolved<Slice[]>.Fail(error);
        }

        return parts < 1 || x[resolved] % parts != 0
            ? Resolved<Slice[]>.Fail($"axis {axis} of {x} has the extent {x[resolved]}, which cannot be split into {parts} equal parts.")
            : Split(x, [.. Enumerable.Repeat(x[resolved] / parts, parts)], axis);
    }

    /// <summary>Parts of the given sizes along an axis, in order; the sizes add up to its extent.</summary>
    public static Resolved<Slice[]> Split(Shape x, IReadOnlyList<int> sizes, int axis)
    {
        if (CallAxis.Resolve(axis, x, out int resolved) is { } error)
        {
            return Resolved<Slice[]>.Fail(error);
        }

        if (sizes.Any(s => s < 1) || sizes.Sum(s => (long)s) != x[resolved])
        {
            return Resolved<Slice[]>.Fail($"the sizes {ShapeRule.List(sizes)} must each be at least 1 and add up to {x[resolved]}, the extent of axis {axis} of {x}.");
        }

        var slices = new Slice[sizes.Count];
        for (int i = 0, begin = 0; i < slices.Length; begin += sizes[i], i++)
        {
            slices[i] = Slice(x, resolved, begin, sizes[i], 1).Value;
        }

        return slices;
    }

    /// <summary>A constant border: the amounts before and after each axis, the batch axis included.</summary>
    public static Resolved<Pad> Pad(IReadOnlyList<int> before, IReadOnlyList<int> after, float value) =>
        new Pad((int[])[.. before], (int[])[.. after], value);

    /// <summary>A border of zeros around the planes of an image (N, H, W, C).</summary>
    public static Resolved<Pad> Pad(Shape x, Padding padding)
    {
        if (x.Rank != 4)
        {
            return Resolved<Pad>.Fail($"needs an image of shape (N, H, W, C), but got {x}.");
        }

        if (padding == Padding.Same)
        {
            return Resolved<Pad>.Fail("padding Same depends on a window, which a border has not: give the amounts.");
        }

        Pads pads = padding.Resolve(x[1], x[2], 1, 1, 1);
        return new Pad((int[])[0, pads.Top, pads.Left, 0], (int[])[0, pads.Bottom, pads.Right, 0], 0);
    }

    /// <summary>Slices selected by index along an axis.</summary>
    public static Resolved<Gather> Gather(Shape x, int axis) =>
        CallAxis.Resolve(axis, x, out int resolved) is { } error ? Resolved<Gather>.Fail(error) : new Gather(resolved);
}

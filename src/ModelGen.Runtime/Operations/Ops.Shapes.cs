using System.Linq;
using ModelGen.IR.Calls;

namespace ModelGen;

public static partial class Ops
{
    /// <summary>Tensors joined along an axis; their other extents are equal.</summary>
    public static Tensor Concat(int axis, params Tensor[] inputs) => Apply(ShapeCalls.Concat([.. inputs.Select(i => i.Shape)], axis), inputs);

    /// <summary>Parts of equal size along an axis.</summary>
    public static Tensor[] Split(Tensor x, int parts, int axis) => Apply(ShapeCalls.Split(x.Shape, parts, axis), nameof(Split), x);

    /// <summary>Parts of the given sizes along an axis; the sizes add up to its extent.</summary>
    public static Tensor[] Split(Tensor x, int[] sizes, int axis) => Apply(ShapeCalls.Split(x.Shape, sizes, axis), nameof(Split), x);

    /// <summary><paramref name="size"/> elements of an axis from <paramref name="begin"/> on, <paramref name="step"/> apart.</summary>
    public static Tensor Slice(Tensor x, int axis, int begin, int size, int step = 1) => Apply(ShapeCalls.Slice(x.Shape, axis, begin, size, step), x);

    /// <summary>A border of a constant: the amounts before and after each axis, the batch axis included.</summary>
    public static Tensor Pad(Tensor x, int[] before, int[] after, float value = 0) => Apply(ShapeCalls.Pad(before, after, value), x);

    /// <summary>The same elements under other extents, the batch axis included; one may be -1, which stands for as many as are left.</summary>
    public static Tensor Reshape(Tensor x, params int[] shape) => Apply(ShapeCalls.Reshape(x.Shape, shape), x);

    /// <summary>(N, everything else), in H, W, C order.</summary>
    public static Tensor Flatten(Tensor x) => Apply(ShapeCalls.Flatten(x.Shape), x);

    /// <summary>Reordered axes: axis i of the result is axis <c>permutation[i]</c> of the input.</summary>
    public static Tensor Transpose(Tensor x, params int[] permutation) => Apply(ShapeCalls.Transpose(x.Shape, permutation), x);

    /// <summary>The tensor without an axis of extent 1.</summary>
    public static Tensor Squeeze(Tensor x, int axis) => Apply(ShapeCalls.Squeeze(x.Shape, axis), x);

    /// <summary>Slices of <paramref name="x"/> along an axis, selected by i32 indices: data (a…, n, b…) and indices (i…) yield (a…, i…, b…).</summary>
    public static Tensor Gather(Tensor x, Tensor indices, int axis = 0) => Apply(ShapeCalls.Gather(x.Shape, axis), x, indices);
}

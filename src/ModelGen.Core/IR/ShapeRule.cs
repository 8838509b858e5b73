using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ModelGen.IR;

/// <summary>Checks and messages that the shape rules of operators share.</summary>
internal static class ShapeRule
{
    /// <summary>Null when there are <paramref name="least"/> to <paramref name="most"/> inputs and all are single precision.</summary>
    public static Inference? Floats(IReadOnlyList<TensorType> inputs, int least, int most)
    {
        if (Arity(inputs, least, most) is { } failure)
        {
            return failure;
        }

        for (int i = 0; i < inputs.Count; i++)
        {
            if (inputs[i].Element != ElementType.Float32)
            {
                string which = inputs.Count == 1 ? "" : $" as input {Text(i + 1)}";
                return Inference.Fail($"needs an f32 tensor{which}, but got {inputs[i]}. Convert it with ToFloat first.");
            }
        }

        return null;
    }

    /// <summary>Null when there are exactly <paramref name="count"/> inputs and all are single precision.</summary>
    public static Inference? Floats(IReadOnlyList<TensorType> inputs, int count) => Floats(inputs, count, count);

    /// <summary>Null when there are <paramref name="least"/> to <paramref name="most"/> inputs and all are single precision, or all bytes of one kind.</summary>
    public static Inference? Values(IReadOnlyList<TensorType> inputs, int least, int most)
    {
        if (Arity(inputs, least, most) is { } failure)
        {
            return failure;
        }

        for (int i = 0; i < inputs.Count; i++)
        {
            if (inputs[i].Element == ElementType.Int32)
            {
                string which = inputs.Count == 1 ? "" : $" as input {Text(i + 1)}";
                return Inference.Fail($"needs an f32, u8 or i8 tensor{which}, but got {inputs[i]}. Convert it with ToFloat first.");
            }

            if (inputs[i].Element != inputs[0].Element)
            {
                return Inference.Fail($"needs inputs of one element type, but got {inputs[0]} and {inputs[i]}.");
            }
        }

        return null;
    }

    /// <summary>Null when there is exactly one input and it is single precision or bytes.</summary>
    public static Inference? Value(IReadOnlyList<TensorType> inputs) => Values(inputs, 1, 1);

    /// <summary>Null when there are <paramref name="least"/> to <paramref name="most"/> inputs.</summary>
    public static Inference? Arity(IReadOnlyList<TensorType> inputs, int least, int most)
    {
        if (inputs.Count >= least && inputs.Count <= most)
        {
            return null;
        }

        string wanted = most == int.MaxValue ? $"at least {Text(least)}" : least == most ? Text(least) : $"{Text(least)} to {Text(most)}";
        return Inference.Fail($"takes {wanted} input{((most == int.MaxValue ? least : most) == 1 ? "" : "s")}, but got {Text(inputs.Count)}.");
    }

    /// <summary>Null when the input is an image (N, H, W, C).</summary>
    public static Inference? Image(TensorType input) =>
        input.Shape.Rank == 4 ? null : Inference.Fail($"needs an image of shape (N, H, W, C), but got {input.Shape}.");

    /// <summary>Null when <paramref name="axis"/> is one of the axes of <paramref name="shape"/>, counted from 0.</summary>
    public static Inference? Axis(int axis, Shape shape) =>
        axis >= 0 && axis < shape.Rank ? null : Inference.Fail($"axis {Text(axis)} is not one of the {Text(shape.Rank)} axes of {shape}.");

    /// <summary>A single-precision type of the given extents, or why no tensor has them.</summary>
    public static Inference Result(IReadOnlyList<long> extents) => Result(extents, ElementType.Float32);

    /// <summary>A type of the given extents and element, or why no tensor has them.</summary>
    public static Inference Result(IReadOnlyList<long> extents, ElementType element)
    {
        long count = 1;
        foreach (long extent in extents)
        {
            if (extent < 1)
            {
                return Inference.Fail($"the result would have the shape {List(extents)}, but every extent is at least 1.");
            }

            if (extent > int.MaxValue || (count *= extent) > int.MaxValue)
            {
                return Inference.Fail($"the result would have the shape {List(extents)}, which is more than 2^31 - 1 elements.");
            }
        }

        return new TensorType(element, new Shape([.. extents.Select(e => (int)e)]));
    }

    /// <summary>As in <c>[1, 2]</c>.</summary>
    public static string List(IEnumerable<long> values) => "[" + string.Join(", ", values.Select(v => v.ToString(CultureInfo.InvariantCulture))) + "]";

    /// <summary>As in <c>[1, 2]</c>.</summary>
    public static string List(IEnumerable<int> values) => List(values.Select(v => (long)v));

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}

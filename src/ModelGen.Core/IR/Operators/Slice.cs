using System.Collections.Generic;
using System.Linq;
using ModelGen.IR.Text;

namespace ModelGen.IR.Operators;

/// <summary>
/// Along each axis, <c>Size</c> elements from <c>Begin</c> on, <c>Step</c> apart. The three lists have a value for every axis. Of f32, u8 or i8.
/// </summary>
public sealed record Slice(EquatableArray<int> Begin, EquatableArray<int> Size, EquatableArray<int> Step) : Operator
{
    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs)
    {
        if (ShapeRule.Value(inputs) is { } failure)
        {
            return failure;
        }

        Shape x = inputs[0].Shape;
        if (Begin.Count != x.Rank || Size.Count != x.Rank || Step.Count != x.Rank)
        {
            return Inference.Fail($"begin {ShapeRule.List(Begin)}, size {ShapeRule.List(Size)} and step {ShapeRule.List(Step)} must have a value for each axis of {x}.");
        }

        for (int axis = 0; axis < x.Rank; axis++)
        {
            if (Begin[axis] < 0 || Size[axis] < 1 || Step[axis] < 1 || Begin[axis] + ((Size[axis] - 1L) * Step[axis]) >= x[axis])
            {
                return Inference.Fail($"{Size[axis]} element(s) from {Begin[axis]} on, {Step[axis]} apart, are not within the {x[axis]} of axis {axis} of {x}.");
            }
        }

        return ShapeRule.Result([.. Size.Select(s => (long)s)], inputs[0].Element);
    }

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output)
    {
        int[] strides = inputs[0].Shape.Strides();
        int start = 0;
        for (int axis = 0; axis < strides.Length; axis++)
        {
            start += Begin[axis] * strides[axis];
            strides[axis] *= Step[axis];
        }

        return Strided.Gather(inputs[0], Strided.Offsets(output.Shape, strides, start), output);
    }

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer)
    {
        writer.Ints("begin", Begin);
        writer.Ints("size", Size);
        writer.Ints("step", Step);
    }

    internal static Slice Read(AttributeReader reader) => new(reader.Ints("begin"), reader.Ints("size"), reader.Ints("step"));
}

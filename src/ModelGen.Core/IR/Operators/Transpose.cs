using System.Collections.Generic;
using System.Linq;
using ModelGen.IR.Text;

namespace ModelGen.IR.Operators;

/// <summary>Reorders the axes: axis i of the result is axis <c>Permutation[i]</c> of the input. Of f32, u8 or i8.</summary>
public sealed record Transpose(EquatableArray<int> Permutation) : Operator
{
    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs)
    {
        if (ShapeRule.Value(inputs) is { } failure)
        {
            return failure;
        }

        Shape x = inputs[0].Shape;
        return Permutation.OrderBy(axis => axis).SequenceEqual(Enumerable.Range(0, x.Rank))
            ? ShapeRule.Result([.. Permutation.Select(axis => (long)x[axis])], inputs[0].Element)
            : Inference.Fail($"{ShapeRule.List(Permutation)} is not a permutation of the {x.Rank} axes of {x}.");
    }

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output)
    {
        int[] strides = inputs[0].Shape.Strides();
        int[] permuted = [.. Permutation.Select(axis => strides[axis])];
        return Strided.Gather(inputs[0], Strided.Offsets(output.Shape, permuted), output);
    }

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer) => writer.Ints("permutation", Permutation);

    internal static Transpose Read(AttributeReader reader) => new(reader.Ints("permutation"));
}

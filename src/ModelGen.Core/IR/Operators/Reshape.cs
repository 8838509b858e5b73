using System.Collections.Generic;
using ModelGen.IR.Text;

namespace ModelGen.IR.Operators;

/// <summary>The same elements, in the same order, under another shape. Of any element type.</summary>
public sealed record Reshape(Shape Shape) : Operator
{
    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs)
    {
        if (ShapeRule.Arity(inputs, 1, 1) is { } failure)
        {
            return failure;
        }

        Shape x = inputs[0].Shape;
        return x.ElementCount == Shape.ElementCount
            ? new TensorType(inputs[0].Element, Shape)
            : Inference.Fail($"the {x.ElementCount} elements of {x} do not fill the {Shape.ElementCount} of {Shape}.");
    }

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output) => inputs[0].WithShape(Shape);

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer) => writer.Shape("shape", Shape);

    internal static Reshape Read(AttributeReader reader) => new(reader.Shape("shape"));
}

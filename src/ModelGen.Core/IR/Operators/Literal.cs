using System.Collections.Generic;
using ModelGen.IR.Text;

namespace ModelGen.IR.Operators;

/// <summary>A single-precision constant that is written in the model itself.</summary>
public sealed record Literal(Shape Shape, EquatableArray<float> Values) : Operator
{
    /// <summary>A constant without axes.</summary>
    public static Literal Scalar(float value) => new(Shape.Scalar, new[] { value });

    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs)
    {
        if (ShapeRule.Arity(inputs, 0, 0) is { } failure)
        {
            return failure;
        }

        return Values.Count == Shape.ElementCount
            ? new TensorType(ElementType.Float32, Shape)
            : Inference.Fail($"a constant of shape {Shape} has {Shape.ElementCount} values, but {Values.Count} are given.");
    }

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output) => new(Shape, Values.ToArray());

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer)
    {
        writer.Shape("shape", Shape);
        writer.Floats("values", Values);
    }

    internal static Literal Read(AttributeReader reader) => new(reader.Shape("shape"), reader.Floats("values"));
}

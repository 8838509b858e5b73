using System;
using System.Collections.Generic;
using ModelGen.IR.Text;

namespace ModelGen.IR.Operators;

/// <summary>An input of the model, batch axis first.</summary>
public sealed record Input(string InputName, TensorType Type) : Operator
{
    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs) => ShapeRule.Arity(inputs, 0, 0) ?? Type;

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output) => throw new InvalidOperationException($"The value of input '{InputName}' comes from the caller.");

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer)
    {
        writer.Text("name", InputName);
        writer.Type("type", Type);
    }

    internal static Input Read(AttributeReader reader) => new(reader.Text("name"), reader.Type("type"));
}

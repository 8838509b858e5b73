using System;
using System.Collections.Generic;
using ModelGen.IR.Text;

namespace ModelGen.IR.Operators;

/// <summary>
/// A trained tensor, found by its dotted path in the weights file, in the file's own order: convolutions
/// (out, in / groups, height, width), transposed convolutions (in, out / groups, height, width), dense layers (out, in).
/// </summary>
public sealed record Parameter(string Path, TensorType Type) : Operator
{
    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs) => ShapeRule.Arity(inputs, 0, 0) ?? Type;

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output) => throw new InvalidOperationException($"The value of parameter '{Path}' comes from the weights.");

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer)
    {
        writer.Text("path", Path);
        writer.Type("type", Type);
    }

    internal static Parameter Read(AttributeReader reader) => new(reader.Text("path"), reader.Type("type"));
}

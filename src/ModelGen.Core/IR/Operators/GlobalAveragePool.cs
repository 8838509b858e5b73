using System.Collections.Generic;

namespace ModelGen.IR.Operators;

/// <summary>The mean of each plane of an image: (N, H, W, C) → (N, 1, 1, C).</summary>
public sealed record GlobalAveragePool : Operator
{
    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs) =>
        ShapeRule.Floats(inputs, 1) ?? ShapeRule.Image(inputs[0]) ?? TensorType.Float(inputs[0].Shape[0], 1, 1, inputs[0].Shape[3]);

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output) =>
        new ReduceMean(new[] { 1, 2 }, KeepDims: true).Evaluate(inputs, output);
}

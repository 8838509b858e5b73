using System;
using System.Collections.Generic;

namespace ModelGen.IR.Operators;

/// <summary>A function of one single-precision element.</summary>
public abstract record UnaryOperator : Operator
{
    /// <summary>The function.</summary>
    public abstract float Apply(float x);

    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs) => ShapeRule.Floats(inputs, 1) ?? inputs[0];

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output) =>
        new(output.Shape, Array.ConvertAll(inputs[0].Floats, Apply));
}

using System.Collections.Generic;

namespace ModelGen.IR.Operators;

/// <summary>x · wᵀ + bias along the last axis: x (…, in), weight (out, in), optional bias (out), result (…, out).</summary>
public sealed record Dense : Operator
{
    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs)
    {
        if (ShapeRule.Floats(inputs, 2, 3) is { } failure)
        {
            return failure;
        }

        Shape x = inputs[0].Shape, w = inputs[1].Shape;
        if (x.Rank < 1 || w.Rank != 2 || w[1] != x[-1])
        {
            return Inference.Fail(x.Rank < 1
                ? "needs an input with at least one axis, but got a scalar."
                : $"an input of {x} needs a weight of shape (out, {x[-1]}), but it is {w}.");
        }

        if (inputs.Count > 2 && (inputs[2].Shape.Rank != 1 || inputs[2].Shape[0] != w[0]))
        {
            return Inference.Fail($"the bias of {w[0]} outputs has shape [{w[0]}], but it is {inputs[2].Shape}.");
        }

        var extents = new long[x.Rank];
        for (int axis = 0; axis < extents.Length; axis++)
        {
            extents[axis] = axis == extents.Length - 1 ? w[0] : x[axis];
        }

        return ShapeRule.Result(extents);
    }

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output)
    {
        float[] x = inputs[0].Floats, weight = inputs[1].Floats;
        float[]? bias = inputs.Count > 2 ? inputs[2].Floats : null;
        int outputs = inputs[1].Shape[0], depth = inputs[1].Shape[1];
        var result = new float[output.Shape.ElementCount];
        for (int index = 0; index < result.Length; index++)
        {
            int row = index / outputs, column = index % outputs;
            double sum = 0;
            for (int k = 0; k < depth; k++)
            {
                sum += (double)x[(row * depth) + k] * weight[(column * depth) + k];
            }

            result[index] = (float)(sum + (bias?[column] ?? 0));
        }

        return new Tensor(output.Shape, result);
    }

    /// <inheritdoc/>
    public override long Macs(IReadOnlyList<TensorType> inputs, TensorType output) => (long)output.Shape.ElementCount * inputs[1].Shape[1];
}

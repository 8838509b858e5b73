using System.Collections.Generic;

namespace ModelGen.IR.Operators;

/// <summary>x where x is at least 0, else slope · x, with a trained slope per element of the last axis, or a single one: x, slope (C) or (1).</summary>
public sealed record PRelu : Operator
{
    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs)
    {
        if (ShapeRule.Floats(inputs, 2) is { } failure)
        {
            return failure;
        }

        Shape x = inputs[0].Shape, slope = inputs[1].Shape;
        int channels = x.Rank == 0 ? 1 : x[-1];
        return slope.Rank == 1 && (slope[0] == 1 || slope[0] == channels)
            ? inputs[0]
            : Inference.Fail($"an input of {x} needs a slope of shape [{channels}] or [1], but it is {slope}.");
    }

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output)
    {
        float[] x = inputs[0].Floats, slope = inputs[1].Floats;
        var result = new float[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            result[i] = x[i] >= 0 ? x[i] : slope[i % slope.Length] * x[i];
        }

        return new Tensor(output.Shape, result);
    }
}

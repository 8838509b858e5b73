using System;
using System.Collections.Generic;
using ModelGen.IR.Text;

namespace ModelGen.IR.Operators;

/// <summary>
/// Normalises along the last axis: (x − μ) / √(σ² + <paramref name="Epsilon"/>) · gamma + beta with the mean μ and the biased variance σ²
/// of each row. Inputs: x (…, n), gamma (n), beta (n).
/// </summary>
public sealed record LayerNorm(float Epsilon) : Operator
{
    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs)
    {
        if (ShapeRule.Floats(inputs, 3) is { } failure)
        {
            return failure;
        }

        Shape x = inputs[0].Shape;
        if (x.Rank < 1 || !(Epsilon >= 0))
        {
            return Inference.Fail(x.Rank < 1
                ? "needs an input with at least one axis, but got a scalar."
                : FormattableString.Invariant($"epsilon is at least 0, but it is {Epsilon}."));
        }

        for (int i = 1; i < inputs.Count; i++)
        {
            if (inputs[i].Shape.Rank != 1 || inputs[i].Shape[0] != x[-1])
            {
                return Inference.Fail($"an input of {x} needs scale and shift of shape [{x[-1]}], but one of them is {inputs[i].Shape}.");
            }
        }

        return inputs[0];
    }

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output)
    {
        float[] x = inputs[0].Floats, gamma = inputs[1].Floats, beta = inputs[2].Floats;
        var result = new float[x.Length];
        int length = gamma.Length;
        for (int start = 0; start < x.Length; start += length)
        {
            double mean = 0, variance = 0;
            for (int i = 0; i < length; i++)
            {
                mean += x[start + i];
            }

            mean /= length;
            for (int i = 0; i < length; i++)
            {
                variance += (x[start + i] - mean) * (x[start + i] - mean);
            }

            double scale = 1 / Math.Sqrt((variance / length) + Epsilon);
            for (int i = 0; i < length; i++)
            {
                result[start + i] = (float)(((x[start + i] - mean) * scale * gamma[i]) + beta[i]);
            }
        }

        return new Tensor(output.Shape, result);
    }

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer) => writer.Float("epsilon", Epsilon);

    internal static LayerNorm Read(AttributeReader reader) => new(reader.Float("epsilon"));
}

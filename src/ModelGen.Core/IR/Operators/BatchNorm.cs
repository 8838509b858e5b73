using System;
using System.Collections.Generic;
using ModelGen.IR.Text;

namespace ModelGen.IR.Operators;

/// <summary>
/// (x − mean) / √(variance + <paramref name="Epsilon"/>) · gamma + beta per channel, the last axis of x; inference only.
/// Inputs: x, then gamma, beta, mean and variance of one value per channel.
/// </summary>
public sealed record BatchNorm(float Epsilon) : Operator
{
    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs)
    {
        if (ShapeRule.Floats(inputs, 5) is { } failure)
        {
            return failure;
        }

        Shape x = inputs[0].Shape;
        if (x.Rank < 1 || !(Epsilon >= 0))
        {
            return Inference.Fail(x.Rank < 1
                ? "needs an input with a channel axis, but got a scalar."
                : FormattableString.Invariant($"epsilon is at least 0, but it is {Epsilon}."));
        }

        for (int i = 1; i < inputs.Count; i++)
        {
            if (inputs[i].Shape.Rank != 1 || inputs[i].Shape[0] != x[-1])
            {
                return Inference.Fail($"an input of {x} needs scale, shift, mean and variance of shape [{x[-1]}], but one of them is {inputs[i].Shape}.");
            }
        }

        return inputs[0];
    }

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output)
    {
        float[] x = inputs[0].Floats, gamma = inputs[1].Floats, beta = inputs[2].Floats, mean = inputs[3].Floats, variance = inputs[4].Floats;
        var result = new float[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            int c = i % gamma.Length;
            result[i] = (float)((((double)x[i] - mean[c]) / Math.Sqrt((double)variance[c] + Epsilon) * gamma[c]) + beta[c]);
        }

        return new Tensor(output.Shape, result);
    }

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer) => writer.Float("epsilon", Epsilon);

    internal static BatchNorm Read(AttributeReader reader) => new(reader.Float("epsilon"));
}

using System;
using System.Collections.Generic;
using ModelGen.IR.Text;

namespace ModelGen.IR.Operators;

/// <summary>exp(x − max) / Σ exp(x − max) along one axis.</summary>
public sealed record Softmax(int Axis) : Operator
{
    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs) =>
        ShapeRule.Floats(inputs, 1) ?? ShapeRule.Axis(Axis, inputs[0].Shape) ?? inputs[0];

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output)
    {
        float[] x = inputs[0].Floats;
        var result = new float[x.Length];
        (int outer, int extent, int inner) = Strided.Split(output.Shape, Axis);
        var powers = new double[extent];
        for (int o = 0; o < outer; o++)
        {
            for (int i = 0; i < inner; i++)
            {
                int start = (o * extent * inner) + i;
                double max = double.NegativeInfinity, sum = 0;
                for (int k = 0; k < extent; k++)
                {
                    max = Math.Max(max, x[start + (k * inner)]);
                }

                for (int k = 0; k < extent; k++)
                {
                    sum += powers[k] = Math.Exp(x[start + (k * inner)] - max);
                }

                for (int k = 0; k < extent; k++)
                {
                    result[start + (k * inner)] = (float)(powers[k] / sum);
                }
            }
        }

        return new Tensor(output.Shape, result);
    }

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer) => writer.Int("axis", Axis);

    internal static Softmax Read(AttributeReader reader) => new(reader.Int("axis"));
}

using System;
using System.Collections.Generic;
using ModelGen.IR.Text;
using ModelGen.Numerics;

namespace ModelGen.IR.Operators;

/// <summary>
/// The symmetric i8 scales of an f32 weight, one for each slice along an axis: the greatest magnitude / 127, in single precision; 1 where
/// that is zero or subnormal. A weight that is not finite throws <see cref="QuantizationException"/>.
/// </summary>
/// <param name="Axis">The axis of output channels, from 0.</param>
public sealed record WeightScale(int Axis) : Operator
{
    private const float LeastNormal = 1.17549435e-38f;

    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs) =>
        ShapeRule.Floats(inputs, 1) ?? ShapeRule.Axis(Axis, inputs[0].Shape) ?? TensorType.Float(inputs[0].Shape[Axis]);

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output)
    {
        float[] weight = inputs[0].Floats;
        (_, int extent, int inner) = Strided.Split(inputs[0].Shape, Axis);
        var scales = new float[extent];
        for (int i = 0; i < weight.Length; i++)
        {
            int slice = i / inner % extent;
            if (float.IsNaN(weight[i]) || float.IsInfinity(weight[i]))
            {
                throw new QuantizationException(FormattableString.Invariant($"Channel {slice} of the weight {inputs[0].Type} holds {weight[i]}, which has no scale: the weights must be finite."));
            }

            scales[slice] = Math.Max(scales[slice], Math.Abs(weight[i]));
        }

        for (int slice = 0; slice < extent; slice++)
        {
            float scale = (float)(scales[slice] / sbyte.MaxValue);
            scales[slice] = scale < LeastNormal ? 1 : scale;
        }

        return new Tensor(output.Shape, scales);
    }

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer) => writer.Int("axis", Axis);

    internal static WeightScale Read(AttributeReader reader) => new(reader.Int("axis"));
}

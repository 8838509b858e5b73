using System.Collections.Generic;
using ModelGen.IR.Text;

namespace ModelGen.IR.Operators;

/// <summary>
/// Cross-correlation of an image (N, H, W, C) with a weight (out, C / groups, kernel height, kernel width) and an optional bias (out).
/// Depthwise is groups = C.
/// </summary>
public sealed record Conv2D(Size2D Stride, Size2D Dilation, Pads Pads, int Groups) : Operator
{
    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs)
    {
        Shape x = inputs[0].Shape, w = inputs[1].Shape;
        if (inputs[0].Element != ElementType.Float32)
        {
            return Inference.Fail($"needs an f32 image, but got {inputs[0]}. Convert it with ToFloat first.");
        }

        if (x.Rank != 4)
        {
            return Inference.Fail($"needs an image of shape (N, H, W, C), but got {x}.");
        }

        if (x[3] % Groups != 0 || w[0] % Groups != 0)
        {
            return Inference.Fail($"{Groups} groups do not divide {x[3]} input and {w[0]} output channels.");
        }

        if (w.Rank != 4 || w[1] != x[3] / Groups)
        {
            return Inference.Fail($"an input of {x} in {Groups} group(s) needs a weight of shape (out, {x[3] / Groups}, height, width), but it is {w}.");
        }

        if (inputs.Count > 2 && (inputs[2].Shape.Rank != 1 || inputs[2].Shape[0] != w[0]))
        {
            return Inference.Fail($"the bias of {w[0]} output channels has shape [{w[0]}], but it is {inputs[2].Shape}.");
        }

        return WindowShape.Infer(x, new Size2D(w[2], w[3]), Stride, Dilation, Pads, w[0]);
    }

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output)
    {
        Shape x = inputs[0].Shape, w = inputs[1].Shape, y = output.Shape;
        float[] image = inputs[0].Floats, weight = inputs[1].Floats;
        float[]? bias = inputs.Count > 2 ? inputs[2].Floats : null;
        var result = new float[y.ElementCount];
        int inPerGroup = w[1], outPerGroup = w[0] / Groups, index = 0;
        for (int n = 0; n < y[0]; n++)
        {
            for (int oh = 0; oh < y[1]; oh++)
            {
                for (int ow = 0; ow < y[2]; ow++)
                {
                    for (int o = 0; o < y[3]; o++)
                    {
                        float sum = bias?[o] ?? 0;
                        for (int kh = 0; kh < w[2]; kh++)
                        {
                            int ih = (oh * Stride.Height) + (kh * Dilation.Height) - Pads.Top;
                            for (int kw = 0; kw < w[3] && ih >= 0 && ih < x[1]; kw++)
                            {
                                int iw = (ow * Stride.Width) + (kw * Dilation.Width) - Pads.Left;
                                for (int i = 0; i < inPerGroup && iw >= 0 && iw < x[2]; i++)
                                {
                                    int channel = (o / outPerGroup * inPerGroup) + i;
                                    sum += image[(((((n * x[1]) + ih) * x[2]) + iw) * x[3]) + channel]
                                        * weight[(((((o * inPerGroup) + i) * w[2]) + kh) * w[3]) + kw];
                                }
                            }
                        }

                        result[index++] = sum;
                    }
                }
            }
        }

        return new Tensor(y, result);
    }

    /// <inheritdoc/>
    public override long Macs(IReadOnlyList<TensorType> inputs, TensorType output) =>
        (long)output.Shape.ElementCount * inputs[1].Shape[1] * inputs[1].Shape[2] * inputs[1].Shape[3];

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer)
    {
        writer.Size("stride", Stride);
        writer.Size("dilation", Dilation);
        writer.Pads("pads", Pads);
        writer.Int("groups", Groups);
    }

    internal static Conv2D Read(AttributeReader reader) => new(reader.Size("stride"), reader.Size("dilation"), reader.Pads("pads"), reader.Int("groups"));
}

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
        if ((ShapeRule.Floats(inputs, 2, 3) ?? ShapeRule.Image(inputs[0])) is { } failure)
        {
            return failure;
        }

        Shape x = inputs[0].Shape, w = inputs[1].Shape;
        if (Groups < 1)
        {
            return Inference.Fail($"the number of groups is at least 1, but it is {Groups}.");
        }

        if (x[3] % Groups != 0 || w.Rank != 4 || w[1] != x[3] / Groups)
        {
            return Inference.Fail(x[3] % Groups != 0
                ? $"{Groups} groups do not divide {x[3]} input channels."
                : $"an input of {x} in {Groups} group(s) needs a weight of shape (out, {x[3] / Groups}, height, width), but it is {w}.");
        }

        if (w[0] % Groups != 0)
        {
            return Inference.Fail($"{Groups} groups do not divide {w[0]} output channels.");
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
        int outPerGroup = w[0] / Groups, index = 0;
        for (int n = 0; n < y[0]; n++)
        {
            for (int oh = 0; oh < y[1]; oh++)
            {
                for (int ow = 0; ow < y[2]; ow++)
                {
                    for (int o = 0; o < y[3]; o++)
                    {
                        double sum = Window(image, x, weight, w, n, oh, ow, o, o / outPerGroup * w[1]);
                        result[index++] = (float)(sum + (bias?[o] ?? 0));
                    }
                }
            }
        }

        return new Tensor(y, result);
    }

    private double Window(float[] image, Shape x, float[] weight, Shape w, int n, int oh, int ow, int o, int firstChannel)
    {
        int height = x[1], width = x[2], channels = x[3], inPerGroup = w[1], kernelHeight = w[2], kernelWidth = w[3];
        double sum = 0;
        for (int kh = 0; kh < kernelHeight; kh++)
        {
            int ih = (oh * Stride.Height) + (kh * Dilation.Height) - Pads.Top;
            for (int kw = 0; kw < kernelWidth && ih >= 0 && ih < height; kw++)
            {
                int iw = (ow * Stride.Width) + (kw * Dilation.Width) - Pads.Left;
                if (iw < 0 || iw >= width)
                {
                    continue;
                }

                int pixel = (((((n * height) + ih) * width) + iw) * channels) + firstChannel;
                int tap = (((o * inPerGroup * kernelHeight) + kh) * kernelWidth) + kw;
                for (int i = 0; i < inPerGroup; i++)
                {
                    sum += (double)image[pixel + i] * weight[tap];
                    tap += kernelHeight * kernelWidth;
                }
            }
        }

        return sum;
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

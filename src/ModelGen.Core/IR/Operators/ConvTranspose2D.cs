using System.Collections.Generic;
using ModelGen.IR.Text;

namespace ModelGen.IR.Operators;

/// <summary>
/// The transpose of a convolution, as PyTorch defines it: each element of an image (N, H, W, C) adds its multiple of the weight
/// (C, out / groups, kernel height, kernel width) to the output, <paramref name="Stride"/> apart; then <paramref name="Pads"/> are cut
/// off and <paramref name="OutputPadding"/> rows and columns are appended at the bottom and right. Optional bias (out).
/// </summary>
public sealed record ConvTranspose2D(Size2D Stride, Size2D Dilation, Pads Pads, Size2D OutputPadding, int Groups) : Operator
{
    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs)
    {
        if ((ShapeRule.Floats(inputs, 2, 3) ?? ShapeRule.Image(inputs[0])) is { } failure)
        {
            return failure;
        }

        Shape x = inputs[0].Shape, w = inputs[1].Shape;
        if (Groups < 1 || x[3] % Groups != 0)
        {
            return Inference.Fail($"{Groups} groups do not divide {x[3]} input channels.");
        }

        if (w.Rank != 4 || w[0] != x[3])
        {
            return Inference.Fail($"an input of {x} needs a weight of shape ({x[3]}, out / {Groups}, height, width), but it is {w}.");
        }

        long channels = (long)w[1] * Groups;
        if (inputs.Count > 2 && (inputs[2].Shape.Rank != 1 || inputs[2].Shape[0] != channels))
        {
            return Inference.Fail($"the bias of {channels} output channels has shape [{channels}], but it is {inputs[2].Shape}.");
        }

        if (WindowShape.Attributes(new Size2D(w[2], w[3]), Stride, Dilation, Pads) is { } attributes)
        {
            return attributes;
        }

        if (IsOutputPaddingTooLarge(OutputPadding.Height, Stride.Height, Dilation.Height) || IsOutputPaddingTooLarge(OutputPadding.Width, Stride.Width, Dilation.Width))
        {
            return Inference.Fail($"the output padding {OutputPadding} is at least 0 and less than the stride {Stride} or the dilation {Dilation}.");
        }

        long height = Extent(x[1], w[2], Stride.Height, Dilation.Height, OutputPadding.Height) - Pads.Top - Pads.Bottom;
        long width = Extent(x[2], w[3], Stride.Width, Dilation.Width, OutputPadding.Width) - Pads.Left - Pads.Right;
        return height < 1 || width < 1
            ? Inference.Fail($"the padding {Pads} cuts off everything of an output of {height + Pads.Top + Pads.Bottom}×{width + Pads.Left + Pads.Right}.")
            : ShapeRule.Result([x[0], height, width, channels]);
    }

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output)
    {
        Shape x = inputs[0].Shape, w = inputs[1].Shape, y = output.Shape;
        float[] image = inputs[0].Floats, weight = inputs[1].Floats;
        int outPerGroup = w[1], inPerGroup = w[0] / Groups;
        var sums = new double[y.ElementCount];
        int index = 0;
        for (int n = 0; n < x[0]; n++)
        {
            for (int ih = 0; ih < x[1]; ih++)
            {
                for (int iw = 0; iw < x[2]; iw++)
                {
                    for (int i = 0; i < x[3]; i++)
                    {
                        Scatter(image[index++], weight, w, i, sums, y, n, ih, iw, i / inPerGroup * outPerGroup);
                    }
                }
            }
        }

        float[]? bias = inputs.Count > 2 ? inputs[2].Floats : null;
        var result = new float[sums.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = (float)(sums[i] + (bias?[i % y[3]] ?? 0));
        }

        return new Tensor(y, result);
    }

    /// <inheritdoc/>
    public override long Macs(IReadOnlyList<TensorType> inputs, TensorType output) =>
        (long)inputs[0].Shape.ElementCount * inputs[1].Shape[1] * inputs[1].Shape[2] * inputs[1].Shape[3];

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer)
    {
        writer.Size("stride", Stride);
        writer.Size("dilation", Dilation);
        writer.Pads("pads", Pads);
        writer.Size("outputPadding", OutputPadding);
        writer.Int("groups", Groups);
    }

    internal static ConvTranspose2D Read(AttributeReader reader) =>
        new(reader.Size("stride"), reader.Size("dilation"), reader.Pads("pads"), reader.Size("outputPadding"), reader.Int("groups"));

    private static bool IsOutputPaddingTooLarge(int padding, int stride, int dilation) => padding < 0 || (padding >= stride && padding >= dilation);

    private static long Extent(int input, int kernel, int stride, int dilation, int outputPadding) =>
        ((input - 1L) * stride) + ((kernel - 1L) * dilation) + 1 + outputPadding;

    private void Scatter(float value, float[] weight, Shape w, int channel, double[] sums, Shape y, int n, int ih, int iw, int firstOutput)
    {
        for (int kh = 0; kh < w[2]; kh++)
        {
            int oh = (ih * Stride.Height) + (kh * Dilation.Height) - Pads.Top;
            for (int kw = 0; kw < w[3] && oh >= 0 && oh < y[1]; kw++)
            {
                int ow = (iw * Stride.Width) + (kw * Dilation.Width) - Pads.Left;
                for (int o = 0; o < w[1] && ow >= 0 && ow < y[2]; o++)
                {
                    sums[(((((n * y[1]) + oh) * y[2]) + ow) * y[3]) + firstOutput + o] +=
                        (double)value * weight[(((((channel * w[1]) + o) * w[2]) + kh) * w[3]) + kw];
                }
            }
        }
    }
}

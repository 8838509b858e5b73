using ModelGen.IR.Text;
using ModelGen.Numerics;

namespace ModelGen.IR.Operators;

/// <summary>
/// <see cref="Conv2D"/> of quantized values: an image (N, H, W, C), a weight (out, C / groups, kernel height, kernel width), scales (out)
/// and an optional bias (out). Padding is the zero point.
/// </summary>
public sealed record QuantizedConv2D(
    Size2D Stride, Size2D Dilation, Pads Pads, int Groups, Quantization X, Quantization Y, ElementType Element, int Min, int Max, RoundingRule Rounding)
    : QuantizedProduct(X, Y, Element, Min, Max, Rounding)
{
    private protected override Operator Real => new Conv2D(Stride, Dilation, Pads, Groups);

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer)
    {
        Real.WriteAttributes(writer);
        base.WriteAttributes(writer);
    }

    internal static QuantizedConv2D Read(AttributeReader reader) => new(
        reader.Size("stride"), reader.Size("dilation"), reader.Pads("pads"), reader.Int("groups"), reader.Quantization("x"), reader.Quantization("y"),
        reader.Enum<ElementType>("element"), reader.Int("min"), reader.Int("max"), reader.Enum<RoundingRule>("rounding"));

    private protected override int[] Accumulate(int[] x, Shape xShape, int[] weight, Shape weightShape, Shape result)
    {
        var sums = new int[result.ElementCount];
        int outPerGroup = weightShape[0] / Groups, index = 0;
        for (int n = 0; n < result[0]; n++)
        {
            for (int oh = 0; oh < result[1]; oh++)
            {
                for (int ow = 0; ow < result[2]; ow++)
                {
                    for (int o = 0; o < result[3]; o++)
                    {
                        sums[index++] = Window(x, xShape, weight, weightShape, n, oh, ow, o, o / outPerGroup * weightShape[1]);
                    }
                }
            }
        }

        return sums;
    }

    private int Window(int[] image, Shape x, int[] weight, Shape w, int n, int oh, int ow, int o, int firstChannel)
    {
        int height = x[1], width = x[2], channels = x[3], inPerGroup = w[1], kernelHeight = w[2], kernelWidth = w[3];
        int sum = 0;
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
                    sum = unchecked(sum + (image[pixel + i] * weight[tap]));
                    tap += kernelHeight * kernelWidth;
                }
            }
        }

        return sum;
    }
}

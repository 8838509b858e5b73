using ModelGen.IR.Text;
using ModelGen.Numerics;

namespace ModelGen.IR.Operators;

/// <summary>
/// <see cref="ConvTranspose2D"/> of quantized values: an image (N, H, W, C), a weight (C, out / groups, kernel height, kernel width), scales
/// (out) and an optional bias (out). Elements of the result that nothing reaches are the bias alone.
/// </summary>
public sealed record QuantizedConvTranspose2D(
    Size2D Stride, Size2D Dilation, Pads Pads, Size2D OutputPadding, int Groups, Quantization X, Quantization Y, ElementType Element, int Min, int Max, RoundingRule Rounding)
    : QuantizedProduct(X, Y, Element, Min, Max, Rounding)
{
    private protected override Operator Real => new ConvTranspose2D(Stride, Dilation, Pads, OutputPadding, Groups);

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer)
    {
        Real.WriteAttributes(writer);
        base.WriteAttributes(writer);
    }

    internal static QuantizedConvTranspose2D Read(AttributeReader reader) => new(
        reader.Size("stride"), reader.Size("dilation"), reader.Pads("pads"), reader.Size("outputPadding"), reader.Int("groups"), reader.Quantization("x"), reader.Quantization("y"),
        reader.Enum<ElementType>("element"), reader.Int("min"), reader.Int("max"), reader.Enum<RoundingRule>("rounding"));

    private protected override int[] Accumulate(int[] x, Shape xShape, int[] weight, Shape weightShape, Shape result)
    {
        var sums = new int[result.ElementCount];
        int inPerGroup = weightShape[0] / Groups, index = 0;
        for (int n = 0; n < xShape[0]; n++)
        {
            for (int ih = 0; ih < xShape[1]; ih++)
            {
                for (int iw = 0; iw < xShape[2]; iw++)
                {
                    for (int i = 0; i < xShape[3]; i++)
                    {
                        Scatter(x[index++], weight, weightShape, i, sums, result, n, ih, iw, i / inPerGroup * weightShape[1]);
                    }
                }
            }
        }

        return sums;
    }

    private void Scatter(int value, int[] weight, Shape w, int channel, int[] sums, Shape y, int n, int ih, int iw, int firstOutput)
    {
        for (int kh = 0; kh < w[2]; kh++)
        {
            int oh = (ih * Stride.Height) + (kh * Dilation.Height) - Pads.Top;
            for (int kw = 0; kw < w[3] && oh >= 0 && oh < y[1]; kw++)
            {
                int ow = (iw * Stride.Width) + (kw * Dilation.Width) - Pads.Left;
                for (int o = 0; o < w[1] && ow >= 0 && ow < y[2]; o++)
                {
                    int target = (((((n * y[1]) + oh) * y[2]) + ow) * y[3]) + firstOutput + o;
                    sums[target] = unchecked(sums[target] + (value * weight[(((((channel * w[1]) + o) * w[2]) + kh) * w[3]) + kw]));
                }
            }
        }
    }
}

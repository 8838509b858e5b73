using System.Collections.Generic;
using ModelGen.IR.Text;

namespace ModelGen.IR.Operators;

/// <summary>
/// The mean of each window of an image (N, H, W, C), per channel. With <paramref name="CountPadding"/> the divisor is always the area of
/// the window and padding counts as zeros; without it, only elements of the input count.
/// </summary>
public sealed record AveragePool(Size2D Kernel, Size2D Stride, Pads Pads, bool CountPadding) : Operator
{
    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs) =>
        ShapeRule.Floats(inputs, 1) ?? ShapeRule.Image(inputs[0]) ?? WindowShape.InferPooling(inputs[0].Shape, Kernel, Stride, 1, Pads);

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output)
    {
        Shape x = inputs[0].Shape, y = output.Shape;
        float[] image = inputs[0].Floats;
        var result = new float[y.ElementCount];
        int index = 0;
        for (int n = 0; n < y[0]; n++)
        {
            for (int oh = 0; oh < y[1]; oh++)
            {
                for (int ow = 0; ow < y[2]; ow++)
                {
                    for (int c = 0; c < y[3]; c++)
                    {
                        result[index++] = Window(image, x, n, (oh * Stride.Height) - Pads.Top, (ow * Stride.Width) - Pads.Left, c);
                    }
                }
            }
        }

        return new Tensor(y, result);
    }

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer)
    {
        writer.Size("kernel", Kernel);
        writer.Size("stride", Stride);
        writer.Pads("pads", Pads);
        writer.Bool("countPadding", CountPadding);
    }

    internal static AveragePool Read(AttributeReader reader) => new(reader.Size("kernel"), reader.Size("stride"), reader.Pads("pads"), reader.Bool("countPadding"));

    private float Window(float[] image, Shape x, int n, int top, int left, int c)
    {
        double sum = 0;
        int count = 0;
        for (int ih = top; ih < top + Kernel.Height; ih++)
        {
            for (int iw = left; iw < left + Kernel.Width; iw++)
            {
                if (ih >= 0 && ih < x[1] && iw >= 0 && iw < x[2])
                {
                    sum += image[(((((n * x[1]) + ih) * x[2]) + iw) * x[3]) + c];
                    count++;
                }
            }
        }

        return (float)(sum / (CountPadding ? Kernel.Height * Kernel.Width : count));
    }
}

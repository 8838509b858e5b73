using System;
using System.Collections.Generic;
using ModelGen.IR.Text;

namespace ModelGen.IR.Operators;

/// <summary>The greatest element of each window of an image (N, H, W, C), per channel. Padding counts as −∞; NaN when the window holds one.</summary>
public sealed record MaxPool(Size2D Kernel, Size2D Stride, Size2D Dilation, Pads Pads) : Operator
{
    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs) =>
        ShapeRule.Floats(inputs, 1) ?? ShapeRule.Image(inputs[0]) ?? WindowShape.InferPooling(inputs[0].Shape, Kernel, Stride, Dilation, Pads);

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
        writer.Size("dilation", Dilation);
        writer.Pads("pads", Pads);
    }

    internal static MaxPool Read(AttributeReader reader) => new(reader.Size("kernel"), reader.Size("stride"), reader.Size("dilation"), reader.Pads("pads"));

    private float Window(float[] image, Shape x, int n, int top, int left, int c)
    {
        float greatest = float.NegativeInfinity;
        for (int kh = 0; kh < Kernel.Height; kh++)
        {
            int ih = top + (kh * Dilation.Height);
            for (int kw = 0; kw < Kernel.Width && ih >= 0 && ih < x[1]; kw++)
            {
                int iw = left + (kw * Dilation.Width);
                if (iw >= 0 && iw < x[2])
                {
                    greatest = Math.Max(greatest, image[(((((n * x[1]) + ih) * x[2]) + iw) * x[3]) + c]);
                }
            }
        }

        return greatest;
    }
}

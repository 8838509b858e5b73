using System.Collections.Generic;

namespace ModelGen.IR.Operators;

/// <summary>Combines the elements under a window that moves over an image (N, H, W, C), per channel.</summary>
/// <param name="Kernel">The rows and columns of the window.</param>
/// <param name="Stride">The distance between neighbouring windows.</param>
/// <param name="Pads">Rows and columns around the image that windows may reach into.</param>
public abstract record WindowOperator(Size2D Kernel, Size2D Stride, Pads Pads) : Operator
{
    /// <summary>The distance between neighbouring elements of a window.</summary>
    private protected virtual Size2D Spacing => 1;

    /// <summary>Null when the input is of an element type that the operator takes.</summary>
    private protected virtual Inference? Accepts(IReadOnlyList<TensorType> inputs) => ShapeRule.Floats(inputs, 1);

    /// <summary>The element type of the result.</summary>
    private protected virtual ElementType ResultElement(ElementType input) => input;

    /// <inheritdoc/>
    public sealed override Inference Infer(IReadOnlyList<TensorType> inputs) =>
        (Accepts(inputs) ?? ShapeRule.Image(inputs[0])) is { } failure ? failure : WindowShape.InferPooling(inputs[0].Shape, Kernel, Stride, Spacing, Pads, ResultElement(inputs[0].Element));

    /// <inheritdoc/>
    public sealed override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output)
    {
        Shape x = inputs[0].Shape, y = output.Shape;
        float[] image = inputs[0].ToFloats();
        var result = new float[y.ElementCount];
        var window = new List<float>(Kernel.Height * Kernel.Width);
        int index = 0;
        for (int n = 0; n < y[0]; n++)
        {
            for (int oh = 0; oh < y[1]; oh++)
            {
                for (int ow = 0; ow < y[2]; ow++)
                {
                    for (int c = 0; c < y[3]; c++)
                    {
                        window.Clear();
                        Collect(window, image, x, n, (oh * Stride.Height) - Pads.Top, (ow * Stride.Width) - Pads.Left, c);
                        result[index++] = Combine(window);
                    }
                }
            }
        }

        return Tensor.FromFloats(output, result);
    }

    /// <summary>The result of one window.</summary>
    /// <param name="elements">Those of its elements that lie inside the image, row by row; at least one.</param>
    private protected abstract float Combine(List<float> elements);

    private void Collect(List<float> window, float[] image, Shape x, int n, int top, int left, int c)
    {
        for (int kh = 0; kh < Kernel.Height; kh++)
        {
            int ih = top + (kh * Spacing.Height);
            for (int kw = 0; kw < Kernel.Width && ih >= 0 && ih < x[1]; kw++)
            {
                int iw = left + (kw * Spacing.Width);
                if (iw >= 0 && iw < x[2])
                {
                    window.Add(image[(((((n * x[1]) + ih) * x[2]) + iw) * x[3]) + c]);
                }
            }
        }
    }
}

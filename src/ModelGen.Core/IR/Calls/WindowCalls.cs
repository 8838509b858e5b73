using System;
using ModelGen.IR.Operators;

namespace ModelGen.IR.Calls;

/// <summary>
/// The operators that calls of window layers and pooling stand for: defaults filled in, padding resolved for the input's plane. Eager
/// execution and the tracer both ask here.
/// </summary>
public static class WindowCalls
{
    /// <summary>A convolution of an image (N, H, W, C).</summary>
    public static Resolved<Conv2D> Conv2D(Shape x, Size2D kernel, Size2D? stride, Padding padding, Size2D? dilation, int groups)
    {
        Size2D s = stride ?? 1, d = dilation ?? 1;
        return Refuse(x, kernel, s, d) is { } error
            ? Resolved<Conv2D>.Fail(error)
            : new Conv2D(s, d, padding.Resolve(x[1], x[2], kernel, s, d), groups);
    }

    /// <summary>
    /// A transposed convolution. <see cref="Padding.Same"/> yields output extents of input · stride, as in TensorFlow: what the window
    /// reaches beyond that is cut off, the odd element at the bottom or right; where it falls short, the output is padded.
    /// </summary>
    public static Resolved<ConvTranspose2D> ConvTranspose2D(
        Shape x, Size2D kernel, Size2D? stride, Padding padding, Size2D? outputPadding, Size2D? dilation, int groups)
    {
        Size2D s = stride ?? 1, d = dilation ?? 1;
        if (Refuse(x, kernel, s, d) is { } error)
        {
            return Resolved<ConvTranspose2D>.Fail(error);
        }

        if (padding != Padding.Same)
        {
            return new ConvTranspose2D(s, d, padding.Resolve(x[1], x[2], kernel, s, d), outputPadding ?? 0, groups);
        }

        if (outputPadding is not null)
        {
            return Resolved<ConvTranspose2D>.Fail($"padding Same fixes the output's extents, so that it cannot be combined with the output padding {outputPadding}.");
        }

        int height = ((kernel.Height - 1) * d.Height) + 1 - s.Height, width = ((kernel.Width - 1) * d.Width) + 1 - s.Width;
        int cutHeight = Math.Max(0, height), cutWidth = Math.Max(0, width);
        var pads = new Pads(cutHeight / 2, cutWidth / 2, cutHeight - (cutHeight / 2), cutWidth - (cutWidth / 2));
        return new ConvTranspose2D(s, d, pads, new Size2D(Math.Max(0, -height), Math.Max(0, -width)), groups);
    }

    /// <summary>Max pooling of an image (N, H, W, C); the stride defaults to the kernel.</summary>
    public static Resolved<MaxPool> MaxPool(Shape x, Size2D kernel, Size2D? stride, Padding padding, Size2D? dilation)
    {
        Size2D s = stride ?? kernel, d = dilation ?? 1;
        return Refuse(x, kernel, s, d) is { } error
            ? Resolved<MaxPool>.Fail(error)
            : new MaxPool(kernel, s, d, padding.Resolve(x[1], x[2], kernel, s, d));
    }

    /// <summary>Average pooling of an image (N, H, W, C); the stride defaults to the kernel.</summary>
    public static Resolved<AveragePool> AveragePool(Shape x, Size2D kernel, Size2D? stride, Padding padding, bool countPadding)
    {
        Size2D s = stride ?? kernel;
        return Refuse(x, kernel, s, 1) is { } error
            ? Resolved<AveragePool>.Fail(error)
            : new AveragePool(kernel, s, padding.Resolve(x[1], x[2], kernel, s, 1), countPadding);
    }

    /// <summary>What must hold before padding can be resolved.</summary>
    private static string? Refuse(Shape x, Size2D kernel, Size2D stride, Size2D dilation)
    {
        if (x.Rank != 4)
        {
            return $"needs an image of shape (N, H, W, C), but got {x}.";
        }

        return kernel.Height < 1 || kernel.Width < 1 || stride.Height < 1 || stride.Width < 1 || dilation.Height < 1 || dilation.Width < 1
            ? $"kernel {kernel}, stride {stride} and dilation {dilation} must be at least 1."
            : null;
    }
}

namespace ModelGen.IR;

/// <summary>The shape rule that convolutions and pooling share.</summary>
internal static class WindowShape
{
    /// <summary>The type of an output of <paramref name="channels"/> channels, or why the window does not fit.</summary>
    public static Inference Infer(Shape x, Size2D kernel, Size2D stride, Size2D dilation, Pads pads, int channels)
    {
        if (Attributes(kernel, stride, dilation, pads) is { } failure)
        {
            return failure;
        }

        long height = Extent((long)x[1] + pads.Top + pads.Bottom, kernel.Height, stride.Height, dilation.Height);
        long width = Extent((long)x[2] + pads.Left + pads.Right, kernel.Width, stride.Width, dilation.Width);
        return height < 1 || width < 1
            ? Inference.Fail($"a {kernel} window with dilation {dilation} does not fit into an input of {x[1]}×{x[2]} padded by {pads}.")
            : ShapeRule.Result([x[0], height, width, channels]);
    }

    /// <summary>As <see cref="Infer"/>, for pooling: every window must hold at least one element of the input itself.</summary>
    public static Inference InferPooling(Shape x, Size2D kernel, Size2D stride, Size2D dilation, Pads pads, ElementType element)
    {
        Inference result = Infer(x, kernel, stride, dilation, pads, x[3]);
        if (result.Error is not null)
        {
            return result;
        }

        if (pads.Top >= kernel.Height || pads.Bottom >= kernel.Height || pads.Left >= kernel.Width || pads.Right >= kernel.Width)
        {
            return Inference.Fail($"the padding {pads} must be less than the {kernel} window on every side.");
        }

        Shape y = result.Type.Shape;
        return HasEmptyWindow(x[1], y[1], kernel.Height, stride.Height, dilation.Height, pads.Top)
            || HasEmptyWindow(x[2], y[2], kernel.Width, stride.Width, dilation.Width, pads.Left)
            ? Inference.Fail($"a {kernel} window with dilation {dilation} lies wholly in the padding {pads} of an input of {x[1]}×{x[2]}.")
            : result.Type with { Element = element };
    }

    /// <summary>Null, or which of the attributes is out of its range.</summary>
    public static Inference? Attributes(Size2D kernel, Size2D stride, Size2D dilation, Pads pads)
    {
        if (stride.Height < 1 || stride.Width < 1 || dilation.Height < 1 || dilation.Width < 1 || kernel.Height < 1 || kernel.Width < 1)
        {
            return Inference.Fail($"kernel {kernel}, stride {stride} and dilation {dilation} must be at least 1.");
        }

        return pads.Top < 0 || pads.Left < 0 || pads.Bottom < 0 || pads.Right < 0
            ? Inference.Fail($"the padding {pads} must be at least 0 on every side.")
            : null;
    }

    private static long Extent(long padded, int kernel, int stride, int dilation)
    {
        long span = ((kernel - 1L) * dilation) + 1;
        return padded < span ? 0 : ((padded - span) / stride) + 1;
    }

    private static bool HasEmptyWindow(int input, int outputs, int kernel, int stride, int dilation, int before)
    {
        for (int o = 0; o < outputs; o++)
        {
            long start = ((long)o * stride) - before;
            long skipped = start < 0 ? ((-start + dilation - 1) / dilation) : 0;
            if (skipped >= kernel || start + (skipped * dilation) >= input)
            {
                return true;
            }
        }

        return false;
    }
}

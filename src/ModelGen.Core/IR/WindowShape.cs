namespace ModelGen.IR;

/// <summary>The shape rule that convolutions and pooling share.</summary>
internal static class WindowShape
{
    /// <summary>The type of an output of <paramref name="channels"/> channels, or why the window does not fit.</summary>
    public static Inference Infer(Shape x, Size2D kernel, Size2D stride, Size2D dilation, Pads pads, int channels)
    {
        if (stride.Height < 1 || stride.Width < 1 || dilation.Height < 1 || dilation.Width < 1 || kernel.Height < 1 || kernel.Width < 1)
        {
            return Inference.Fail($"kernel {kernel}, stride {stride} and dilation {dilation} must be at least 1.");
        }

        int height = Extent(x[1] + pads.Top + pads.Bottom, kernel.Height, stride.Height, dilation.Height);
        int width = Extent(x[2] + pads.Left + pads.Right, kernel.Width, stride.Width, dilation.Width);
        return height < 1 || width < 1
            ? Inference.Fail($"a {kernel} window with dilation {dilation} does not fit into an input of {x[1]}×{x[2]} padded by {pads}.")
            : TensorType.Float(x[0], height, width, channels);
    }

    private static int Extent(int padded, int kernel, int stride, int dilation)
    {
        int span = ((kernel - 1) * dilation) + 1;
        return padded < span ? 0 : ((padded - span) / stride) + 1;
    }
}

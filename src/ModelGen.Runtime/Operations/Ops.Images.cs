using ModelGen.IR.Calls;
using Operators = ModelGen.IR.Operators;

namespace ModelGen;

public static partial class Ops
{
    /// <summary>The greatest element of each window of an image (N, H, W, C).</summary>
    /// <param name="x">The image.</param>
    /// <param name="kernel">The extents of the window.</param>
    /// <param name="stride">The distance between windows; the kernel by default.</param>
    /// <param name="padding">How the plane is padded; what is padded is never the greatest.</param>
    /// <param name="dilation">The distance between the elements of a window; 1 by default.</param>
    public static Tensor MaxPool(Tensor x, Size2D kernel, Size2D? stride = null, Padding padding = default, Size2D? dilation = null) =>
        Apply(WindowCalls.MaxPool(x.Shape, kernel, stride, padding, dilation), x);

    /// <summary>The mean of each window of an image (N, H, W, C).</summary>
    /// <param name="x">The image.</param>
    /// <param name="kernel">The extents of the window.</param>
    /// <param name="stride">The distance between windows; the kernel by default.</param>
    /// <param name="padding">How the plane is padded.</param>
    /// <param name="countPadding">Whether padded elements count as zeros, or not at all.</param>
    public static Tensor AveragePool(Tensor x, Size2D kernel, Size2D? stride = null, Padding padding = default, bool countPadding = false) =>
        Apply(WindowCalls.AveragePool(x.Shape, kernel, stride, padding, countPadding), x);

    /// <summary>The mean of each plane: (N, H, W, C) to (N, 1, 1, C).</summary>
    public static Tensor GlobalAveragePool(Tensor x) => new Operators.GlobalAveragePool().Apply(x);

    /// <summary>The planes of an image (N, H, W, C), scaled to another height and width.</summary>
    /// <param name="x">The image.</param>
    /// <param name="height">The height of the result.</param>
    /// <param name="width">The width of the result.</param>
    /// <param name="mode">How values are taken.</param>
    /// <param name="coordinates">Which place of the input an element corresponds to.</param>
    public static Tensor Resize(
        Tensor x, int height, int width, ResizeMode mode = ResizeMode.Nearest, ResizeCoordinates coordinates = ResizeCoordinates.HalfPixel) =>
        new Operators.Resize(height, width, mode, coordinates).Apply(x);

    /// <summary>The planes of an image (N, H, W, C) with a border of zeros.</summary>
    public static Tensor Pad(Tensor x, Padding padding) => Apply(ShapeCalls.Pad(x.Shape, padding), x);
}

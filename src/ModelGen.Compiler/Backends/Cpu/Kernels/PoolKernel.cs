using System;

namespace ModelGen.Compiler.Backends.Cpu.Kernels;

/// <summary>
/// The greatest element or the mean of each window, channel by channel. Parameters: x at its first element, y at its first element,
/// then the operands of the epilogue, whose strides are along image, row, column and channel. A unit is a row of the result.
/// </summary>
/// <param name="IsMax">Whether the greatest element is taken; else the mean.</param>
/// <param name="CountPadding">Whether a mean divides by the whole window even where it hangs over the border.</param>
/// <param name="Input">The extents of x: rows and columns.</param>
/// <param name="Result">The extents of y: images, rows, columns, channels.</param>
/// <param name="Window">The extents of the window.</param>
/// <param name="Stride">From window to window.</param>
/// <param name="Dilation">From element to element of a window.</param>
/// <param name="Pads">Rows and columns beyond the border that windows may reach; they hold nothing.</param>
/// <param name="InputStrides">The strides of x along image, row and column, in elements.</param>
/// <param name="OutputStrides">The strides of y along image, row and column, in elements.</param>
/// <param name="Epilogue">The fused steps.</param>
public sealed record PoolKernel(
    bool IsMax,
    bool CountPadding,
    Size2D Input,
    Shape Result,
    Size2D Window,
    Size2D Stride,
    Size2D Dilation,
    Pads Pads,
    PlaneStrides InputStrides,
    PlaneStrides OutputStrides,
    Epilogue Epilogue) : CpuKernel
{
    /// <inheritdoc/>
    public override string Name => $"{(IsMax ? "Max" : "Average")}Pool{Window.Height}x{Window.Width}";

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant(
        $"{Input.Height}x{Input.Width} -> {Result[1]}x{Result[2]}, {Result[3]} channels, window {Window.Height}x{Window.Width}, stride {Stride.Height}x{Stride.Width}");

    /// <summary>Whether every window lies inside the input.</summary>
    public bool IsInside => Pads.Top == 0 && Pads.Left == 0 && LastRow < Input.Height && LastColumn < Input.Width;

    private int LastRow => ((Result[1] - 1) * Stride.Height) + ((Window.Height - 1) * Dilation.Height);

    private int LastColumn => ((Result[2] - 1) * Stride.Width) + ((Window.Width - 1) * Dilation.Width);
}

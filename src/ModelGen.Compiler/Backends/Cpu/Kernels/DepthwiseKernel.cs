namespace ModelGen.Compiler.Backends.Cpu.Kernels;

/// <summary>
/// A convolution of every channel with a window of its own. Parameters: x at the first element of the first window, the weights
/// (vector of channels, tap), the bias if there is one, y, then the operands of the epilogue, whose strides are along image, row, column
/// and channel. A unit is a row of one vector of channels: the weights stay in registers along it.
/// </summary>
/// <param name="Description">Shapes and attributes.</param>
/// <param name="Images">The images.</param>
/// <param name="Rows">The rows of the result.</param>
/// <param name="Columns">The pixels of a row.</param>
/// <param name="Channels">The channels.</param>
/// <param name="Kernel">The taps.</param>
/// <param name="ColumnStep">From window to window along a row, in pixels.</param>
/// <param name="TapStep">From tap to tap along a row, in pixels.</param>
/// <param name="PixelStride">From pixel to pixel of the input, in elements.</param>
/// <param name="TapRowStride">From tap to tap along a column, in elements.</param>
/// <param name="Input">The strides of x along image, group (none), row and column of the result.</param>
/// <param name="Output">The strides of y along image, group (none), row and column.</param>
/// <param name="Pixels">The pixels of a tile.</param>
/// <param name="HasBias">Whether a bias starts each sum.</param>
/// <param name="Epilogue">The fused steps.</param>
public sealed record DepthwiseKernel(
    string Description,
    int Images,
    int Rows,
    int Columns,
    int Channels,
    Size2D Kernel,
    int ColumnStep,
    int TapStep,
    int PixelStride,
    int TapRowStride,
    ConvolutionStrides Input,
    ConvolutionStrides Output,
    int Pixels,
    bool HasBias,
    Epilogue Epilogue) : CpuKernel
{
    /// <inheritdoc/>
    public override string Name => $"Depthwise{Kernel.Height}x{Kernel.Width}";

    /// <inheritdoc/>
    public override string Description { get; } = Description;

    /// <inheritdoc/>
    public override string Tile => $"{Pixels} pixels x 1 vector";

    /// <summary>The units of work.</summary>
    public UnitCount Units => UnitCount.PerVector(Images * Rows, Channels);
}

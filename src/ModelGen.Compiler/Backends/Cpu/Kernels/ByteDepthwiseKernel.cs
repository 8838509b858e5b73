using ModelGen.Numerics;

namespace ModelGen.Compiler.Backends.Cpu.Kernels;

/// <summary>
/// A convolution of bytes with a window of its own for every channel, summed in int32 and requantized. A primitive of the runtime computes a
/// few pixels of one or two rows for a strip of channels, as many as four vectors hold. Parameters: x at the first byte of the first window,
/// the packed weights, the bias with the term of the zero point (int32), the multipliers (single precision under
/// <see cref="RoundingRule.Onnx"/>, else mantissas, then shifts), y at its first byte, then the operands of the epilogue.
/// </summary>
/// <param name="Description">Shapes and attributes.</param>
/// <param name="Images">The images.</param>
/// <param name="Rows">The rows of the result.</param>
/// <param name="Columns">The pixels of a row.</param>
/// <param name="Channels">The channels.</param>
/// <param name="Kernel">The taps.</param>
/// <param name="ColumnStep">From window to window along a row, in pixels.</param>
/// <param name="TapStep">From tap to tap along a row, in pixels.</param>
/// <param name="PixelStride">From pixel to pixel of the input, in bytes.</param>
/// <param name="TapRowStride">From tap to tap along a column, in bytes.</param>
/// <param name="Input">The strides of x along image, group (none), row and column of the result.</param>
/// <param name="Output">The strides of y along image, group (none), row and column.</param>
/// <param name="RowsTogether">The rows of the result, 1 or 2, that share the bytes they read.</param>
/// <param name="Result">How sums become bytes.</param>
/// <param name="Epilogue">The fused steps, each applied to the bytes of the result; their strides are along image, row, column and channel.</param>
public sealed record ByteDepthwiseKernel(
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
    int RowsTogether,
    ByteResult Result,
    Epilogue Epilogue) : CpuKernel
{
    /// <summary>The most pixels of a row that are computed at a time.</summary>
    public const int MostPixels = 16;

    /// <summary>The vectors of a strip of channels.</summary>
    public const int VectorsOfStrip = 4;

    /// <summary>The taps of a quad, one below the other.</summary>
    public const int QuadTaps = 4;

    /// <inheritdoc/>
    public override string Name => $"Depthwise{Kernel.Height}x{Kernel.Width}";

    /// <inheritdoc/>
    public override string Description { get; } = Description;

    /// <inheritdoc/>
    public override string Tile => $"{RowsTogether} x {Pixels} pixels x {VectorsOfStrip} vectors";

    /// <inheritdoc/>
    public override bool UsesByteTiles => true;

    /// <summary>The pixels of a row that are computed at a time.</summary>
    public int Pixels
    {
        get
        {
            int parts = (Columns + MostPixels - 1) / MostPixels;
            return (Columns + parts - 1) / parts;
        }
    }

    /// <summary>The quads of a column of the window.</summary>
    public int Quads => (Kernel.Height + QuadTaps - 1) / QuadTaps;

    /// <summary>The rows that are computed together, of all images.</summary>
    public int RowGroups => Images * GroupsOfImage;

    /// <summary>The rows that are computed together, of an image.</summary>
    public int GroupsOfImage => (Rows + RowsTogether - 1) / RowsTogether;

    /// <summary>The bytes of the packed weights for each lane of a vector.</summary>
    public int LaneBytes => RowsTogether * Kernel.Width * Quads * VectorsOfStrip * QuadTaps;

    /// <summary>
    /// The units of work: the rows that are computed together and a strip of channels. Strips vary fastest: layers before and after have their
    /// units in the order of rows too, so that a thread finds most of what it reads in its own cache.
    /// </summary>
    public UnitCount Units => new(Strips(VectorTier.Vector128) * RowGroups, Strips(VectorTier.Vector256) * RowGroups, Strips(VectorTier.Vector512) * RowGroups);

    /// <summary>The strips of channels with vectors of a width.</summary>
    public int Strips(VectorTier tier) => (Channels + (VectorsOfStrip * tier.Lanes) - 1) / (VectorsOfStrip * tier.Lanes);
}

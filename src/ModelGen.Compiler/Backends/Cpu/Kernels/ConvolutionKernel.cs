using System;
using System.Linq;

namespace ModelGen.Compiler.Backends.Cpu.Kernels;

/// <summary>
/// Sums of products over a window, held in a register tile of pixels × channel vectors: convolutions, dense layers and matrix
/// products. Parameters: x at the first element of the first window, the weights, the bias if there is one, y at its first element,
/// then the operands of the epilogue.
/// </summary>
/// <param name="Name">The name for generated code.</param>
/// <param name="Description">Shapes and attributes.</param>
/// <param name="Images">The outermost extent: images, or products of a batch.</param>
/// <param name="Groups">The groups of channels, each with weights of its own.</param>
/// <param name="Rows">The rows of the result.</param>
/// <param name="Columns">The pixels of a row.</param>
/// <param name="Channels">The channels of the result in each group.</param>
/// <param name="Input">The strides of x along image, group, row and column of the result, in elements.</param>
/// <param name="Output">The strides of y along image, group, row and column, in elements; channels are neighbours.</param>
/// <param name="Window">The loops over the window, outermost first, with the stride of x along each; the last has stride 1.</param>
/// <param name="Weights">How the weights lie.</param>
/// <param name="HasBias">Whether a bias starts each sum.</param>
/// <param name="Epilogue">The fused steps; their strides are along image, row, column and channel (counted through the groups).</param>
/// <param name="Tilings">The tiles for each vector width, narrowest first.</param>
public sealed record ConvolutionKernel(
    string Name,
    string Description,
    int Images,
    int Groups,
    int Rows,
    int Columns,
    int Channels,
    ConvolutionStrides Input,
    ConvolutionStrides Output,
    EquatableArray<WindowLoop> Window,
    ConvolutionWeights Weights,
    bool HasBias,
    Epilogue Epilogue,
    EquatableArray<ConvolutionTiling> Tilings) : CpuKernel
{
    /// <inheritdoc/>
    public override string Name { get; } = Name;

    /// <inheritdoc/>
    public override string Description { get; } = Description;

    /// <inheritdoc/>
    public override string Tile => string.Join(", ", Tilings.Select(t => t.ToString()));

    /// <summary>The products in each sum.</summary>
    public int Depth => Window.Aggregate(1, (product, loop) => product * loop.Extent);

    /// <summary>The multiply-adds of the whole kernel.</summary>
    public long Work => (long)Images * Groups * Rows * Columns * Channels * Depth;

    /// <summary>The units of work: an image, group, row and block of channels each.</summary>
    public UnitCount Units => new(UnitsOf(0), UnitsOf(1), UnitsOf(2));

    private int UnitsOf(int tier) => Images * Groups * Rows * Tilings[tier].BlockCount;
}

/// <summary>The distances between neighbours along the outer axes of a kernel, in elements.</summary>
public readonly record struct ConvolutionStrides(int Image, int Group, int Row, int Column);

/// <summary>A loop over the window.</summary>
/// <param name="Extent">How often it turns.</param>
/// <param name="Stride">How far x moves at each turn, in elements.</param>
public readonly record struct WindowLoop(int Extent, int Stride);

/// <summary>
/// The layout of the weights. Packed: for each group, one panel for each block of channels, in which the vectors of the block follow
/// each other for each product of the sum. Otherwise a row-major matrix in the arena, products by channels.
/// </summary>
/// <param name="IsPacked">Whether they are packed constants.</param>
/// <param name="ImageStride">From image to image, in elements; 0 when all images share them.</param>
/// <param name="RowStride">From product to product of a matrix, in elements.</param>
public readonly record struct ConvolutionWeights(bool IsPacked, int ImageStride, int RowStride)
{
    /// <summary>Packed constants.</summary>
    public static ConvolutionWeights Packed { get; } = new(true, 0, 0);
}

/// <summary>The tiles for one vector width.</summary>
/// <param name="Lanes">The lanes of a vector.</param>
/// <param name="RowsOutermost">Whether consecutive units are blocks of one row; else they are rows of one block.</param>
/// <param name="Main">The blocks of channels, all alike; none when the channels fill less than one.</param>
/// <param name="Tail">The block of the remaining vectors, if any.</param>
public sealed record ConvolutionTiling(int Lanes, bool RowsOutermost, ChannelBlocks Main, ChannelBlocks? Tail)
{
    /// <summary>The blocks of a group.</summary>
    public int BlockCount => Main.Count + (Tail?.Count ?? 0);

    /// <summary>As in <c>14 pixels × 2 vectors of 16</c>.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Main.Tile} vectors of {Lanes}") + (Tail is { } tail ? FormattableString.Invariant($" (rest {tail.Tile})") : "");
}

/// <summary>Blocks of channels that are covered by the same tiles.</summary>
/// <param name="Count">The number of blocks.</param>
/// <param name="Vectors">The vectors of each.</param>
/// <param name="Wide">The pixels of a wide tile.</param>
/// <param name="WideCount">The wide tiles of a row.</param>
/// <param name="NarrowCount">The tiles after them, one pixel narrower each.</param>
/// <param name="Splits">The independent sums of each accumulator, which hide the latency of small tiles.</param>
public readonly record struct ChannelBlocks(int Count, int Vectors, int Wide, int WideCount, int NarrowCount, int Splits)
{
    /// <summary>The wide tile.</summary>
    public RegisterTile Tile => new(Wide, Vectors, Splits);

    /// <summary>The tile one pixel narrower.</summary>
    public RegisterTile NarrowTile => new(Wide - 1, Vectors, Splits);
}

/// <summary>Accumulators held in registers.</summary>
/// <param name="Pixels">Neighbouring pixels of a row.</param>
/// <param name="Vectors">Neighbouring vectors of channels.</param>
/// <param name="Splits">The independent sums of each accumulator.</param>
public readonly record struct RegisterTile(int Pixels, int Vectors, int Splits)
{
    /// <summary>As in <c>14 pixels × 2</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Pixels} x {Vectors}") + (Splits > 1 ? FormattableString.Invariant($" x {Splits} sums") : "");
}

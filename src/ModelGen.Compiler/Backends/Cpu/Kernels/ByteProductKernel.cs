using ModelGen.Numerics;

namespace ModelGen.Compiler.Backends.Cpu.Kernels;

/// <summary>
/// Sums of products of bytes over a window, requantized to bytes: quantized convolutions and dense layers. The sums of a tile of pixels ×
/// blocks of 16 channels are computed by a primitive of the runtime and requantized while they lie in the first cache. Products of two activations are such
/// sums too, with weights that <see cref="BytePackKernel"/> packed. Parameters: x at the
/// first byte of the first window, the packed weights, the bias with the term of the zero point (int32), the multipliers (single precision
/// under <see cref="RoundingRule.Onnx"/>, else mantissas, then shifts), y at its first byte, then the operands of the epilogue.
/// </summary>
/// <param name="Name">The name for generated code.</param>
/// <param name="Description">Shapes and attributes.</param>
/// <param name="Images">The images.</param>
/// <param name="Groups">The groups of channels, each with weights of its own.</param>
/// <param name="Rows">The rows of the result.</param>
/// <param name="Columns">The pixels of a row.</param>
/// <param name="Channels">The channels of the result in each group.</param>
/// <param name="Input">The strides of x along image, group, row and column of the result, in bytes.</param>
/// <param name="Output">The strides of y along image, group, row and column, in bytes; channels are neighbours.</param>
/// <param name="Window">The bytes of x that each sum takes.</param>
/// <param name="Result">How sums become bytes.</param>
/// <param name="Epilogue">
/// The fused steps, each applied to the bytes of the result in their place; their strides are along image, row, column and channel (counted
/// through the groups).
/// </param>
public sealed record ByteProductKernel(
    string Name,
    string Description,
    int Images,
    int Groups,
    int Rows,
    int Columns,
    int Channels,
    ConvolutionStrides Input,
    ConvolutionStrides Output,
    ByteWindow Window,
    ByteResult Result,
    Epilogue Epilogue) : CpuKernel
{
    /// <summary>The channels of a block: those of one line of packed weights.</summary>
    public const int BlockChannels = 16;

    /// <summary>The most blocks of a tile.</summary>
    internal const int MostBlocks = 4;

    /// <inheritdoc/>
    public override string Name { get; } = Name;

    /// <inheritdoc/>
    public override string Description { get; } = Description;

    /// <summary>What the sums of a pixel lack where the weights are an activation; null where they are constants.</summary>
    public ByteRowTerm? RowTerm { get; init; }

    /// <inheritdoc/>
    public override bool UsesByteTiles => true;

    /// <inheritdoc/>
    public override string Tile => BlocksOfLastStrip == BlocksOfStrip
        ? System.FormattableString.Invariant($"{BlocksOfStrip} blocks of {BlockChannels} channels")
        : System.FormattableString.Invariant($"{BlocksOfStrip} blocks of {BlockChannels} channels (last {BlocksOfLastStrip})");

    /// <summary>The blocks of a group, the last one perhaps in part.</summary>
    public int Blocks => (Channels + BlockChannels - 1) / BlockChannels;

    /// <summary>The strips of channels that a group is cut into: each is as wide as a tile.</summary>
    public int Strips => (Blocks + MostBlocks - 1) / MostBlocks;

    /// <summary>The blocks of every strip but the last.</summary>
    public int BlocksOfStrip => (Blocks + Strips - 1) / Strips;

    /// <summary>The blocks of the last strip.</summary>
    public int BlocksOfLastStrip => Blocks - ((Strips - 1) * BlocksOfStrip);

    /// <summary>The pixels of all images.</summary>
    public int Pixels => Images * Rows * Columns;

    /// <summary>How the pixels are cut into tiles.</summary>
    public ByteTiling Tiling => ByteTiling.Of(Images, Rows, Columns, Input);

    /// <summary>The tiles of pixels.</summary>
    public int Tiles => (Pixels + Tiling.TilePixels - 1) / Tiling.TilePixels;

    /// <summary>
    /// The units of work: a group, a tile of pixels and a strip of channels each. Strips vary fastest, so that a thread prepares the pixels of a
    /// tile once for all strips that it computes.
    /// </summary>
    public int Units => Groups * Tiles * Strips;

    /// <summary>How Winograd's algorithm cuts the kernel, where it can compute it and may pay.</summary>
    public ByteWinograd? Winograd => ByteWinograd.Of(this);

    /// <summary>The bytes of the packed weights of a block.</summary>
    public int BlockBytes => Window.OuterRuns * Window.Runs * Window.Quads * BlockChannels * ByteWindow.QuadBytes;

    /// <summary>The multiply-adds of the whole kernel, fillings included.</summary>
    public long Work => (long)Pixels * Groups * Blocks * BlockBytes;
}

/// <summary>
/// The bytes under a window, as runs of neighbours: <paramref name="OuterRuns"/> times <paramref name="Runs"/> of them. Each is read in
/// quads, the last of which may reach beyond the run, where the weights are zero.
/// </summary>
/// <param name="OuterRuns">The outer count.</param>
/// <param name="OuterStride">The distance between outer neighbours, in bytes.</param>
/// <param name="Runs">The inner count.</param>
/// <param name="RunStride">The distance between inner neighbours, in bytes.</param>
/// <param name="Quads">The groups of four bytes of a run.</param>
public readonly record struct ByteWindow(int OuterRuns, int OuterStride, int Runs, int RunStride, int Quads)
{
    /// <summary>The bytes of a quad.</summary>
    public const int QuadBytes = 4;
}

/// <summary>How an int32 sum becomes an unsigned byte.</summary>
/// <param name="Rounding">The rule.</param>
/// <param name="ZeroPoint">The zero point of the result.</param>
/// <param name="Min">The least result.</param>
/// <param name="Max">The greatest result.</param>
public readonly record struct ByteResult(RoundingRule Rounding, int ZeroPoint, int Min, int Max);

/// <summary>A term of all sums of a pixel: that of its bytes times a factor.</summary>
/// <param name="Length">The bytes.</param>
/// <param name="Factor">The factor.</param>
public readonly record struct ByteRowTerm(int Length, int Factor)
{
    /// <summary>What packed weights are less than the bytes of an activation.</summary>
    public const int Middle = 128;
}

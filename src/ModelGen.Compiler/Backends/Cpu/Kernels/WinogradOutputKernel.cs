using System;

namespace ModelGen.Compiler.Backends.Cpu.Kernels;

/// <summary>
/// Transforms the products of minimal filtering back: Y = Aᵀ·M·A, plus bias, then the fused steps. Parameters: the products
/// (point, tile, channel), the bias if there is one, the first element of the result, then the operands of the epilogue, whose strides
/// are along image, row, column and channel. A unit is a tile.
/// </summary>
/// <param name="Outputs">The extent of an output tile: 2 or 4.</param>
/// <param name="Alpha">The extent of a tile of products: 4 or 6.</param>
/// <param name="TileRows">The rows of tiles.</param>
/// <param name="TileColumns">The tiles of a row.</param>
/// <param name="Rows">The rows of the result that the tiles cover; the last tiles may overhang them.</param>
/// <param name="Columns">The pixels of a row of the result.</param>
/// <param name="Channels">The channels, a multiple of the narrowest vector.</param>
/// <param name="RowStride">From row to row of the result, in elements.</param>
/// <param name="ColumnStride">From pixel to pixel of the result, in elements.</param>
/// <param name="HasBias">Whether a bias is added.</param>
/// <param name="Epilogue">The fused steps.</param>
public sealed record WinogradOutputKernel(
    int Outputs, int Alpha, int TileRows, int TileColumns, int Rows, int Columns, int Channels, int RowStride, int ColumnStride, bool HasBias, Epilogue Epilogue) : CpuKernel
{
    /// <inheritdoc/>
    public override string Name => $"Winograd{Outputs}x{Outputs}Output";

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"{TileRows}x{TileColumns} tiles to {Rows}x{Columns}x{Channels}");
}

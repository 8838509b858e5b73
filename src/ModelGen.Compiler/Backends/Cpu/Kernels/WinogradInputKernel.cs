using System;

namespace ModelGen.Compiler.Backends.Cpu.Kernels;

/// <summary>
/// Transforms overlapping input tiles for minimal filtering: V = Bᵀ·d·B. Parameters: the first element of the first tile, and the
/// transformed tiles, (point, tile, channel). A unit is a tile.
/// </summary>
/// <param name="Outputs">The extent of the output tile: 2 or 4.</param>
/// <param name="Alpha">The extent of an input tile: 4 or 6.</param>
/// <param name="TileRows">The rows of tiles.</param>
/// <param name="TileColumns">The tiles of a row.</param>
/// <param name="Channels">The channels, a multiple of the narrowest vector.</param>
/// <param name="RowStride">From row to row of the input, in elements.</param>
/// <param name="ColumnStride">From pixel to pixel of the input, in elements.</param>
public sealed record WinogradInputKernel(int Outputs, int Alpha, int TileRows, int TileColumns, int Channels, int RowStride, int ColumnStride) : CpuKernel
{
    /// <inheritdoc/>
    public override string Name => $"Winograd{Outputs}x{Outputs}Input";

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"{TileRows}x{TileColumns} tiles of {Alpha}x{Alpha}x{Channels}");
}

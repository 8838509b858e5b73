using ModelGen.Compiler.Backends.Npu.Emission;

namespace ModelGen.Compiler.Backends.Npu.Layers;

/// <summary>A part of an image in the scratchpad.</summary>
/// <param name="Address">Its first byte.</param>
/// <param name="RowStride">Bytes from a row to the next.</param>
/// <param name="ColumnStride">Bytes from a column to the next.</param>
internal readonly record struct Tile(long Address, long RowStride, long ColumnStride)
{
    /// <summary>A dense tile.</summary>
    public static Tile Dense(long address, Region region) => new(address, (long)region.Columns * region.Channels, region.Channels);

    /// <summary>How rows, columns and channels of it lie.</summary>
    public Box Box(Region region) => new(region.Rows, RowStride, region.Columns, ColumnStride, region.Channels);
}

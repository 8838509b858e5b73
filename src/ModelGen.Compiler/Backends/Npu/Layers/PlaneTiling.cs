namespace ModelGen.Compiler.Backends.Npu.Layers;

/// <summary>Tiles of rows, columns and channels, with the bytes of the scratchpad for each kind.</summary>
/// <param name="Rows">Result rows of a tile.</param>
/// <param name="Columns">Result columns of a tile.</param>
/// <param name="Channels">Channels of a tile.</param>
/// <param name="InputBytes">Bytes for tiles of the input.</param>
/// <param name="OtherBytes">Bytes for tiles of other operands.</param>
/// <param name="ResultBytes">Bytes for tiles of the result.</param>
/// <param name="Copies">For how many tiles these bytes are: 2 where one is loaded and stored while another is computed.</param>
internal sealed record PlaneTiling(int Rows, int Columns, int Channels, long InputBytes, long OtherBytes, long ResultBytes, int Copies) : ITileSize
{
    /// <inheritdoc/>
    public long Bytes => InputBytes + OtherBytes + ResultBytes;
}

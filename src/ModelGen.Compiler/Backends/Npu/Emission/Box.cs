namespace ModelGen.Compiler.Backends.Npu.Emission;

/// <summary>Rows of columns of contiguous bytes.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="RowStride">Bytes from a row to the next.</param>
/// <param name="Columns">The number of columns.</param>
/// <param name="ColumnStride">Bytes from a column to the next.</param>
/// <param name="Bytes">Contiguous bytes.</param>
internal readonly record struct Box(long Rows, long RowStride, long Columns, long ColumnStride, long Bytes)
{
    /// <summary>Contiguous bytes only.</summary>
    public static Box Line(long bytes) => new(1, 0, 1, 0, bytes);
}

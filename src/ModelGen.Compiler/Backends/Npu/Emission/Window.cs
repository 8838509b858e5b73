namespace ModelGen.Compiler.Backends.Npu.Emission;

/// <summary>Windows over an input in the scratchpad, as CONV, DWCONV and POOL take it.</summary>
/// <param name="Address">The first byte of the input.</param>
/// <param name="Height">Rows of the input.</param>
/// <param name="RowStride">Bytes from a row to the next.</param>
/// <param name="Width">Columns of the input.</param>
/// <param name="ColumnStride">Bytes from a column to the next.</param>
/// <param name="PadTop">Rows above it that the first windows reach into.</param>
/// <param name="PadLeft">Columns before it that the first windows reach into.</param>
/// <param name="Kernel">Rows and columns of a window.</param>
/// <param name="Stride">The distance of windows.</param>
/// <param name="Dilation">The distance of what a window covers.</param>
internal readonly record struct Window(
    long Address, long Height, long RowStride, long Width, long ColumnStride, long PadTop, long PadLeft, Size2D Kernel, Size2D Stride, Size2D Dilation)
{
    /// <summary>The bytes of the input with some channels.</summary>
    public Box Box(long channels) => new(Height, RowStride, Width, ColumnStride, channels);
}

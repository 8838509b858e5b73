using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Emission;

/// <summary>Bytes between the first and the last one that an instruction touches in a memory.</summary>
/// <param name="Space">The memory on chip, or external memory.</param>
/// <param name="Memory">The index of the external memory; 0 on chip.</param>
/// <param name="Begin">The first address.</param>
/// <param name="End">The address behind the last one.</param>
/// <param name="Writes">Whether they are written.</param>
internal readonly record struct ByteRange(NpuSpace Space, int Memory, long Begin, long End, bool Writes)
{
    /// <summary>The range of rows of columns of bytes. Strides are not negative.</summary>
    public static ByteRange Of(NpuSpace space, int memory, long address, Box box, bool writes) => new(
        space, memory, address, address + ((box.Rows - 1) * box.RowStride) + ((box.Columns - 1) * box.ColumnStride) + box.Bytes, writes);
}

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

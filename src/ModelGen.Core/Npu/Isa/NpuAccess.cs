using System;

namespace ModelGen.Npu;

/// <summary>Bytes that an instruction reads or writes: rows of columns of contiguous runs.</summary>
internal readonly record struct NpuAccess(
    string What, NpuSpace Space, int Memory, bool Writes, long Address, long Rows, long RowStride, long Columns, long ColumnStride, long Bytes)
{
    /// <summary>The least address.</summary>
    public long Low => Address + Math.Min(0, (Rows - 1) * RowStride) + Math.Min(0, (Columns - 1) * ColumnStride);

    /// <summary>One more than the greatest address.</summary>
    public long High => Address + Math.Max(0, (Rows - 1) * RowStride) + Math.Max(0, (Columns - 1) * ColumnStride) + Bytes;

    /// <summary>Bytes moved, each as often as it is.</summary>
    public long Total => Rows * Columns * Bytes;

    /// <summary>Whether rows and columns may share bytes: neither do columns fit between rows, nor rows between columns.</summary>
    public bool Overlaps => !(Nested(Rows, RowStride, Columns, ColumnStride) || Nested(Columns, ColumnStride, Rows, RowStride));

    /// <summary>The same bytes in as few runs as their strides allow.</summary>
    public NpuAccess Merged()
    {
        NpuAccess merged = this;
        if (Columns == 1 || ColumnStride == Bytes)
        {
            merged = merged with { Bytes = Bytes * Columns, Columns = 1, ColumnStride = 0 };
        }

        return merged.Columns == 1 && (Rows == 1 || RowStride == merged.Bytes)
            ? merged with { Bytes = merged.Bytes * Rows, Rows = 1, RowStride = 0 }
            : merged;
    }

    private bool Nested(long outer, long outerStride, long inner, long innerStride) =>
        (inner == 1 || Math.Abs(innerStride) >= Bytes)
        && (outer == 1 || Math.Abs(outerStride) >= ((inner - 1) * Math.Abs(innerStride)) + Bytes);
}

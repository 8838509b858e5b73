using System;
using System.Collections.Generic;

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

    /// <summary>Whether it has the same addresses in the same order.</summary>
    public bool IsAt(NpuAccess other) =>
        Address == other.Address && Rows == other.Rows && Columns == other.Columns && Bytes == other.Bytes
        && (Rows == 1 || RowStride == other.RowStride) && (Columns == 1 || ColumnStride == other.ColumnStride);

    /// <summary>Whether it has a byte in common with another one of its memory.</summary>
    public bool Meets(NpuAccess other)
    {
        if (High <= other.Low || other.High <= Low)
        {
            return false;
        }

        var bytes = new HashSet<long>();
        foreach (long run in Runs())
        {
            for (long i = 0; i < Bytes; i++)
            {
                bytes.Add(run + i);
            }
        }

        foreach (long run in other.Runs())
        {
            for (long i = 0; i < other.Bytes; i++)
            {
                if (bytes.Contains(run + i))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The first address of each column of each row.</summary>
    public IEnumerable<long> Runs()
    {
        for (long y = 0; y < Rows; y++)
        {
            for (long x = 0; x < Columns; x++)
            {
                yield return Address + (y * RowStride) + (x * ColumnStride);
            }
        }
    }

    /// <summary>Bytes that external memory moves for it.</summary>
    public long BurstBytes(int burst) => NpuTiming.BurstBytes(burst, Address, Rows, RowStride, Columns, ColumnStride, Bytes);

    private bool Nested(long outer, long outerStride, long inner, long innerStride) =>
        (inner == 1 || Math.Abs(innerStride) >= Bytes)
        && (outer == 1 || Math.Abs(outerStride) >= ((inner - 1) * Math.Abs(innerStride)) + Bytes);
}

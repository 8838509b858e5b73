using System;
using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Emission;

/// <summary>LD, ST and MVX with the registers that they find. Boxes of more rows or columns than an instruction counts are cut.</summary>
internal static class Transfers
{
    private const int MostCount = 65535;

    /// <summary>Copies from external memory to a memory on chip.</summary>
    /// <param name="stream">The program.</param>
    /// <param name="memory">The external memory.</param>
    /// <param name="external">The first byte there.</param>
    /// <param name="from">The bytes there.</param>
    /// <param name="core">Bytes from what a core takes to what the next one takes.</param>
    /// <param name="space">The memory on chip.</param>
    /// <param name="local">The first byte on chip.</param>
    /// <param name="to">The bytes on chip: as many rows, columns and bytes.</param>
    /// <param name="isConstant">Whether it loads a constant.</param>
    public static void Load(InstructionStream stream, int memory, long external, Box from, long core, NpuSpace space, long local, Box to, bool isConstant = false) =>
        Cut(from, to, (a, b, source, target) =>
        {
            DmaRegisters r = NpuIsa.LoadRegisters;
            Set(stream, r, source, target, core);
            Fill(stream, Pads.None, 0);
            LoadOperation op = NpuIsa.Load;
            stream.Add(NpuInstruction.Of(op)
                .With(op.Memory, memory).With(op.Space, (long)space).With(op.External, external + a).With(op.Local, local + b)
                .With(op.Rows, source.Rows).With(op.Columns, source.Columns).With(op.Bytes, source.Bytes), isConstant);
        });

    /// <summary>Loads rows of columns with fill around them.</summary>
    /// <param name="stream">The program.</param>
    /// <param name="memory">The external memory.</param>
    /// <param name="external">The first byte there.</param>
    /// <param name="from">The bytes there.</param>
    /// <param name="core">Bytes from what a core takes to what the next one takes.</param>
    /// <param name="local">The first byte of the fill in the scratchpad.</param>
    /// <param name="to">How rows and columns lie there.</param>
    /// <param name="fill">Rows above, columns before, rows below and columns behind.</param>
    /// <param name="value">The byte of the fill.</param>
    public static void LoadFilled(InstructionStream stream, int memory, long external, Box from, long core, long local, Box to, Pads fill, byte value)
    {
        Set(stream, NpuIsa.LoadRegisters, from, to with { Rows = from.Rows + fill.Top + fill.Bottom, Columns = from.Columns + fill.Left + fill.Right }, core);
        Fill(stream, fill, value);
        LoadOperation op = NpuIsa.Load;
        stream.Add(NpuInstruction.Of(op)
            .With(op.Memory, memory).With(op.External, external).With(op.Local, local)
            .With(op.Rows, from.Rows).With(op.Columns, from.Columns).With(op.Bytes, from.Bytes));
    }

    /// <summary>Copies from the scratchpad to external memory.</summary>
    /// <param name="stream">The program.</param>
    /// <param name="local">The first byte on chip.</param>
    /// <param name="from">The bytes on chip.</param>
    /// <param name="memory">The external memory.</param>
    /// <param name="external">The first byte there.</param>
    /// <param name="to">The bytes there: as many rows, columns and bytes.</param>
    /// <param name="core">Bytes from what a core gives to what the next one gives.</param>
    public static void Store(InstructionStream stream, long local, Box from, int memory, long external, Box to, long core) =>
        Cut(from, to, (a, b, source, target) =>
        {
            DmaRegisters r = NpuIsa.StoreRegisters;
            Set(stream, r, target, source, core);
            StoreOperation op = NpuIsa.Store;
            stream.Add(NpuInstruction.Of(op)
                .With(op.Memory, memory).With(op.External, external + b).With(op.Local, local + a)
                .With(op.Rows, source.Rows).With(op.Columns, source.Columns).With(op.Bytes, source.Bytes));
        });

    /// <summary>Copies from the scratchpad to a memory on chip.</summary>
    /// <param name="stream">The program.</param>
    /// <param name="source">The first byte in the scratchpad.</param>
    /// <param name="from">The bytes there.</param>
    /// <param name="space">The memory on chip.</param>
    /// <param name="target">The first byte of the copy.</param>
    /// <param name="to">The bytes of the copy: as many rows, columns and bytes.</param>
    public static void Move(InstructionStream stream, long source, Box from, NpuSpace space, long target, Box to) =>
        Cut(from, to, (a, b, read, written) =>
        {
            VectorRegisters r = NpuIsa.VectorRegisters;
            stream.SetStride(r.ARow, read.RowStride, read.Rows);
            stream.SetStride(r.AColumn, read.ColumnStride, read.Columns);
            stream.SetStride(r.OutRow, written.RowStride, written.Rows);
            stream.SetStride(r.OutColumn, written.ColumnStride, written.Columns);
            MoveOperation op = NpuIsa.Move;
            stream.Add(NpuInstruction.Of(op)
                .With(op.Space, (long)space).With(op.Source, source + a).With(op.Result, target + b)
                .With(op.Rows, read.Rows).With(op.Columns, read.Columns).With(op.Bytes, read.Bytes));
        });

    private static void Fill(InstructionStream stream, Pads fill, byte value)
    {
        DmaRegisters r = NpuIsa.LoadRegisters;
        stream.Set(r.PadTop, fill.Top);
        stream.Set(r.PadLeft, fill.Left);
        stream.Set(r.PadBottom, fill.Bottom);
        stream.Set(r.PadRight, fill.Right);
        if (!fill.IsNone)
        {
            stream.Set(r.Fill, value);
        }
    }

    private static void Set(InstructionStream stream, DmaRegisters r, Box external, Box local, long core)
    {
        stream.SetStride(r.ExternalRow, external.RowStride, external.Rows);
        stream.SetStride(r.ExternalColumn, external.ColumnStride, external.Columns);
        stream.Set(r.ExternalCore, core);
        stream.SetStride(r.LocalRow, local.RowStride, local.Rows);
        stream.SetStride(r.LocalColumn, local.ColumnStride, local.Columns);
    }

    /// <summary>Merges what is contiguous on both sides, and calls back for parts whose rows and columns an instruction can count.</summary>
    private static void Cut(Box a, Box b, Action<long, long, Box, Box> part)
    {
        Merge(ref a, ref b);
        for (long row = 0; row < a.Rows; row += MostCount)
        {
            for (long column = 0; column < a.Columns; column += MostCount)
            {
                long rows = Math.Min(MostCount, a.Rows - row), columns = Math.Min(MostCount, a.Columns - column);
                part(
                    (row * a.RowStride) + (column * a.ColumnStride), (row * b.RowStride) + (column * b.ColumnStride),
                    a with { Rows = rows, Columns = columns }, b with { Rows = rows, Columns = columns });
            }
        }
    }

    private static void Merge(ref Box a, ref Box b)
    {
        if (a.Columns == 1 || (a.ColumnStride == a.Bytes && b.ColumnStride == b.Bytes))
        {
            a = a with { Bytes = a.Bytes * a.Columns, Columns = 1, ColumnStride = 0 };
            b = b with { Bytes = b.Bytes * b.Columns, Columns = 1, ColumnStride = 0 };
        }

        if (a.Rows == 1 || (a.Columns == 1 && a.RowStride == a.Bytes && b.RowStride == b.Bytes))
        {
            long bytes = a.Columns == 1 ? a.Bytes * a.Rows : a.Bytes;
            a = a with { Bytes = bytes, Rows = 1, RowStride = 0 };
            b = b with { Bytes = bytes, Rows = 1, RowStride = 0 };
        }
    }
}

using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Emission;

/// <summary>REQ, VEC and POOL with the registers that they find.</summary>
internal static class Vectors
{
    /// <summary>Makes bytes of accumulators.</summary>
    /// <param name="stream">The program.</param>
    /// <param name="settings">Rounding, zero point and bounds of the result.</param>
    /// <param name="accumulator">The first accumulator.</param>
    /// <param name="from">How accumulators lie, in bytes.</param>
    /// <param name="parameters">The address of the parameters of the first channel.</param>
    /// <param name="result">The first byte of the result.</param>
    /// <param name="to">How results lie.</param>
    /// <param name="table">The table behind it, from 1 on; 0 for none.</param>
    public static void Requantize(InstructionStream stream, VectorSettings settings, long accumulator, Box from, long parameters, long result, Box to, int table)
    {
        VectorRegisters r = NpuIsa.VectorRegisters;
        settings.ForResult(stream);
        stream.Set(r.Table, table);
        stream.SetStride(r.ARow, from.RowStride, from.Rows);
        stream.SetStride(r.AColumn, from.ColumnStride, from.Columns);
        stream.SetStride(r.OutRow, to.RowStride, to.Rows);
        stream.SetStride(r.OutColumn, to.ColumnStride, to.Columns);
        RequantizeOperation op = NpuIsa.Requantize;
        stream.Add(NpuInstruction.Of(op)
            .With(op.Source, accumulator).With(op.Parameters, parameters).With(op.Result, result).With(op.Rows, to.Rows).With(op.Columns, to.Columns).With(op.Channels, to.Bytes));
    }

    /// <summary>Combines two tensors of bytes.</summary>
    /// <param name="stream">The program.</param>
    /// <param name="function">What is computed, of two operands.</param>
    /// <param name="settings">Types, zero points and scales.</param>
    /// <param name="a">The first byte of the first operand.</param>
    /// <param name="aBox">How it lies.</param>
    /// <param name="b">The first byte of the second operand.</param>
    /// <param name="bBox">How it lies.</param>
    /// <param name="result">The first byte of the result.</param>
    /// <param name="to">How it lies.</param>
    public static void Combine(
        InstructionStream stream, NpuVectorFunction function, VectorSettings settings, long a, Box aBox, long b, Box bBox, long result, Box to)
    {
        VectorRegisters r = NpuIsa.VectorRegisters;
        settings.ForBinary(stream, function);
        stream.SetStride(r.BRow, bBox.RowStride, bBox.Rows);
        stream.SetStride(r.BColumn, bBox.ColumnStride, bBox.Columns);
        Element(stream, function, a, aBox, b, result, to);
    }

    /// <summary>Looks each byte up.</summary>
    /// <param name="stream">The program.</param>
    /// <param name="table">The table, from 1 on.</param>
    /// <param name="a">The first byte of the operand.</param>
    /// <param name="aBox">How it lies.</param>
    /// <param name="result">The first byte of the result.</param>
    /// <param name="to">How it lies.</param>
    public static void Look(InstructionStream stream, int table, long a, Box aBox, long result, Box to)
    {
        stream.Set(NpuIsa.VectorRegisters.Table, table);
        Element(stream, NpuVectorFunction.Lookup, a, aBox, 0, result, to);
    }

    /// <summary>Takes the maximum or average of windows.</summary>
    /// <param name="stream">The program.</param>
    /// <param name="average">Whether it is the average.</param>
    /// <param name="settings">Types, zero points and scales.</param>
    /// <param name="window">The input; its dilation is 1.</param>
    /// <param name="result">The first byte of the result.</param>
    /// <param name="to">How it lies.</param>
    public static void Pool(InstructionStream stream, bool average, VectorSettings settings, Window window, long result, Box to)
    {
        VectorRegisters r = NpuIsa.VectorRegisters;
        settings.ForPool(stream);
        stream.Set(r.KernelHeight, window.Kernel.Height);
        stream.Set(r.KernelWidth, window.Kernel.Width);
        stream.Set(r.StrideHeight, window.Stride.Height);
        stream.Set(r.StrideWidth, window.Stride.Width);
        stream.Set(r.PadTop, window.PadTop);
        stream.Set(r.PadLeft, window.PadLeft);
        stream.Set(r.InputHeight, window.Height);
        stream.Set(r.InputWidth, window.Width);
        stream.SetStride(r.ARow, window.RowStride, window.Height);
        stream.SetStride(r.AColumn, window.ColumnStride, window.Width);
        stream.SetStride(r.OutRow, to.RowStride, to.Rows);
        stream.SetStride(r.OutColumn, to.ColumnStride, to.Columns);
        PoolOperation op = NpuIsa.Pool;
        stream.Add(NpuInstruction.Of(op)
            .With(op.Function, average ? 1 : 0).With(op.Source, window.Address).With(op.Result, result).With(op.Rows, to.Rows).With(op.Columns, to.Columns).With(op.Channels, to.Bytes));
    }

    private static void Element(InstructionStream stream, NpuVectorFunction function, long a, Box aBox, long b, long result, Box to)
    {
        VectorRegisters r = NpuIsa.VectorRegisters;
        stream.SetStride(r.ARow, aBox.RowStride, aBox.Rows);
        stream.SetStride(r.AColumn, aBox.ColumnStride, aBox.Columns);
        stream.SetStride(r.OutRow, to.RowStride, to.Rows);
        stream.SetStride(r.OutColumn, to.ColumnStride, to.Columns);
        VectorOperation op = NpuIsa.Vector;
        stream.Add(NpuInstruction.Of(op)
            .With(op.Function, (long)function).With(op.A, a).With(op.B, b).With(op.Result, result).With(op.Rows, to.Rows).With(op.Columns, to.Columns).With(op.Channels, to.Bytes));
    }
}

namespace ModelGen.Npu;

/// <summary>The registers of the matrix engine.</summary>
public sealed class MatrixRegisters : RegisterSet
{
    internal MatrixRegisters()
        : base(NpuEngine.Matrix)
    {
        KernelHeight = Unsigned("kernel_h", 8, "rows of the kernel", initial: 1);
        KernelWidth = Unsigned("kernel_w", 8, "columns of the kernel", initial: 1);
        StrideHeight = Unsigned("stride_h", 8, "input rows from an output row to the next", initial: 1);
        StrideWidth = Unsigned("stride_w", 8, "input columns from an output column to the next", initial: 1);
        DilationHeight = Unsigned("dilation_h", 8, "input rows from a kernel row to the next", initial: 1);
        DilationWidth = Unsigned("dilation_w", 8, "input columns from a kernel column to the next", initial: 1);
        PadTop = Unsigned("pad_top", 16, "rows of zero points above the input");
        PadLeft = Unsigned("pad_left", 16, "columns of zero points before the input");
        InputHeight = Unsigned("in_h", 16, "rows of the input; beyond them it is its zero point", initial: 1);
        InputWidth = Unsigned("in_w", 16, "columns of the input; beyond them it is its zero point", initial: 1);
        InputRow = Signed("in_row", 32, "bytes from an input row to the next");
        InputColumn = Signed("in_col", 32, "bytes from an input column, or row of MM, to the next");
        InputZero = Signed("in_zero", 9, "the zero point of the input");
        InputType = Choice("in_type", "the type of the input", "i8", "u8");
        WeightRow = Signed("weight_row", 32, "bytes from a weight to that of the next input channel or kernel position");
        WeightColumn = Signed("weight_col", 32, "bytes from a weight to that of the next output channel", initial: 1);
        WeightZero = Signed("weight_zero", 9, "the zero point of the weights");
        WeightType = Choice("weight_type", "the type of the weights", "i8", "u8");
        AccumulatorRow = Signed("acc_row", 32, "bytes from an accumulator to that of the next output row");
        AccumulatorColumn = Signed("acc_col", 32, "bytes from an accumulator to that of the next output column, or row of MM");
    }

    /// <summary>Rows of the kernel.</summary>
    public NpuRegister KernelHeight { get; }

    /// <summary>Columns of the kernel.</summary>
    public NpuRegister KernelWidth { get; }

    /// <summary>Input rows from an output row to the next.</summary>
    public NpuRegister StrideHeight { get; }

    /// <summary>Input columns from an output column to the next.</summary>
    public NpuRegister StrideWidth { get; }

    /// <summary>Input rows from a kernel row to the next.</summary>
    public NpuRegister DilationHeight { get; }

    /// <summary>Input columns from a kernel column to the next.</summary>
    public NpuRegister DilationWidth { get; }

    /// <summary>Rows of zero points above the input.</summary>
    public NpuRegister PadTop { get; }

    /// <summary>Columns of zero points before the input.</summary>
    public NpuRegister PadLeft { get; }

    /// <summary>Rows of the input; beyond them it is its zero point.</summary>
    public NpuRegister InputHeight { get; }

    /// <summary>Columns of the input; beyond them it is its zero point.</summary>
    public NpuRegister InputWidth { get; }

    /// <summary>Bytes from an input row to the next.</summary>
    public NpuRegister InputRow { get; }

    /// <summary>Bytes from an input column, or row of MM, to the next.</summary>
    public NpuRegister InputColumn { get; }

    /// <summary>The zero point of the input.</summary>
    public NpuRegister InputZero { get; }

    /// <summary>The type of the input.</summary>
    public NpuRegister InputType { get; }

    /// <summary>Bytes from a weight to that of the next input channel or kernel position.</summary>
    public NpuRegister WeightRow { get; }

    /// <summary>Bytes from a weight to that of the next output channel.</summary>
    public NpuRegister WeightColumn { get; }

    /// <summary>The zero point of the weights.</summary>
    public NpuRegister WeightZero { get; }

    /// <summary>The type of the weights.</summary>
    public NpuRegister WeightType { get; }

    /// <summary>Bytes from an accumulator to that of the next output row.</summary>
    public NpuRegister AccumulatorRow { get; }

    /// <summary>Bytes from an accumulator to that of the next output column, or row of MM.</summary>
    public NpuRegister AccumulatorColumn { get; }
}

namespace ModelGen.Npu;

/// <summary>The registers of the vector engine.</summary>
public sealed class VectorRegisters : RegisterSet
{
    internal VectorRegisters()
        : base(NpuEngine.Vector)
    {
        KernelHeight = Unsigned("kernel_h", 16, "rows of the kernel", initial: 1);
        KernelWidth = Unsigned("kernel_w", 16, "columns of the kernel", initial: 1);
        StrideHeight = Unsigned("stride_h", 8, "input rows from an output row to the next", initial: 1);
        StrideWidth = Unsigned("stride_w", 8, "input columns from an output column to the next", initial: 1);
        PadTop = Unsigned("pad_top", 16, "rows of padding above the input of POOL");
        PadLeft = Unsigned("pad_left", 16, "columns of padding before the input of POOL");
        InputHeight = Unsigned("in_h", 16, "rows of the input of POOL", initial: 1);
        InputWidth = Unsigned("in_w", 16, "columns of the input of POOL", initial: 1);
        ARow = Signed("a_row", 32, "bytes from a row of the first operand to the next");
        AColumn = Signed("a_col", 32, "bytes from a column of the first operand to the next");
        BRow = Signed("b_row", 32, "bytes from a row of the second operand to the next");
        BColumn = Signed("b_col", 32, "bytes from a column of the second operand to the next");
        OutRow = Signed("out_row", 32, "bytes from a row of the result to the next");
        OutColumn = Signed("out_col", 32, "bytes from a column of the result to the next");
        AZero = Signed("a_zero", 9, "the zero point of the first operand");
        BZero = Signed("b_zero", 9, "the zero point of the second operand");
        OutZero = Signed("out_zero", 9, "the zero point of the result");
        AType = Choice("a_type", "the type of the first operand", "i8", "u8");
        BType = Choice("b_type", "the type of the second operand", "i8", "u8");
        ClampLow = Signed("clamp_low", 9, "the least result", initial: -128);
        ClampHigh = Signed("clamp_high", 9, "the greatest result", initial: 127);
        Rounding = Choice("rounding", "how scaled values are rounded", "onnx", "tflite");
        AScale = Unsigned("a_scale", 32, "the scale of the first operand: bits of a single, or a mantissa");
        BScale = Unsigned("b_scale", 32, "the scale of the second operand");
        OutScale = Unsigned("out_scale", 32, "the scale of the result");
        AShift = Signed("a_shift", 8, "the shift of a_scale as a mantissa");
        BShift = Signed("b_shift", 8, "the shift of b_scale as a mantissa");
        OutShift = Signed("out_shift", 8, "the shift of out_scale as a mantissa");
        LeftShift = Unsigned("left_shift", 5, "bits by which tflite sums are shifted before they are scaled");
        Table = Unsigned("table", 4, "the lookup table behind REQ, from 1 on; 0 for none");
        CountPadding = Choice("count_padding", "whether averages count padding", "no", "yes");
    }

    /// <summary>Rows of the kernel.</summary>
    public NpuRegister KernelHeight { get; }

    /// <summary>Columns of the kernel.</summary>
    public NpuRegister KernelWidth { get; }

    /// <summary>Input rows from an output row to the next.</summary>
    public NpuRegister StrideHeight { get; }

    /// <summary>Input columns from an output column to the next.</summary>
    public NpuRegister StrideWidth { get; }

    /// <summary>Rows of padding above the input of POOL.</summary>
    public NpuRegister PadTop { get; }

    /// <summary>Columns of padding before the input of POOL.</summary>
    public NpuRegister PadLeft { get; }

    /// <summary>Rows of the input of POOL.</summary>
    public NpuRegister InputHeight { get; }

    /// <summary>Columns of the input of POOL.</summary>
    public NpuRegister InputWidth { get; }

    /// <summary>Bytes from a row of the first operand to the next.</summary>
    public NpuRegister ARow { get; }

    /// <summary>Bytes from a column of the first operand to the next.</summary>
    public NpuRegister AColumn { get; }

    /// <summary>Bytes from a row of the second operand to the next.</summary>
    public NpuRegister BRow { get; }

    /// <summary>Bytes from a column of the second operand to the next.</summary>
    public NpuRegister BColumn { get; }

    /// <summary>Bytes from a row of the result to the next.</summary>
    public NpuRegister OutRow { get; }

    /// <summary>Bytes from a column of the result to the next.</summary>
    public NpuRegister OutColumn { get; }

    /// <summary>The zero point of the first operand.</summary>
    public NpuRegister AZero { get; }

    /// <summary>The zero point of the second operand.</summary>
    public NpuRegister BZero { get; }

    /// <summary>The zero point of the result.</summary>
    public NpuRegister OutZero { get; }

    /// <summary>The type of the first operand.</summary>
    public NpuRegister AType { get; }

    /// <summary>The type of the second operand.</summary>
    public NpuRegister BType { get; }

    /// <summary>The least result.</summary>
    public NpuRegister ClampLow { get; }

    /// <summary>The greatest result.</summary>
    public NpuRegister ClampHigh { get; }

    /// <summary>How scaled values are rounded.</summary>
    public NpuRegister Rounding { get; }

    /// <summary>The scale of the first operand: bits of a single, or a mantissa.</summary>
    public NpuRegister AScale { get; }

    /// <summary>The scale of the second operand.</summary>
    public NpuRegister BScale { get; }

    /// <summary>The scale of the result.</summary>
    public NpuRegister OutScale { get; }

    /// <summary>The shift of a_scale as a mantissa.</summary>
    public NpuRegister AShift { get; }

    /// <summary>The shift of b_scale as a mantissa.</summary>
    public NpuRegister BShift { get; }

    /// <summary>The shift of out_scale as a mantissa.</summary>
    public NpuRegister OutShift { get; }

    /// <summary>Bits by which tflite sums are shifted before they are scaled.</summary>
    public NpuRegister LeftShift { get; }

    /// <summary>The lookup table behind REQ, from 1 on; 0 for none.</summary>
    public NpuRegister Table { get; }

    /// <summary>Whether averages count padding.</summary>
    public NpuRegister CountPadding { get; }
}

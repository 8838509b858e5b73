namespace ModelGen.Npu;

/// <summary>A convolution of the matrix engine, in bytes of the scratchpad and weight buffer and in whole accumulators.</summary>
internal readonly record struct WindowWork
{
    public WindowWork(NpuRegisters registers, NpuAccess source, NpuAccess weights, NpuAccess target, bool accumulate)
    {
        MatrixRegisters r = NpuIsa.MatrixRegisters;
        Source = source;
        Weights = weights;
        KernelHeight = (int)registers[r.KernelHeight];
        KernelWidth = (int)registers[r.KernelWidth];
        StrideHeight = (int)registers[r.StrideHeight];
        StrideWidth = (int)registers[r.StrideWidth];
        DilationHeight = (int)registers[r.DilationHeight];
        DilationWidth = (int)registers[r.DilationWidth];
        PadTop = (int)registers[r.PadTop];
        PadLeft = (int)registers[r.PadLeft];
        InputUnsigned = registers.Flag(r.InputType);
        InputZero = (int)registers[r.InputZero];
        WeightUnsigned = registers.Flag(r.WeightType);
        WeightZero = (int)registers[r.WeightZero];
        Rows = (int)target.Rows;
        Columns = (int)target.Columns;
        Target = target.Address / 4;
        TargetRow = target.RowStride / 4;
        TargetColumn = target.ColumnStride / 4;
        Width = (int)(target.Bytes / 4);
        Accumulate = accumulate;
    }

    /// <summary>Rows and columns of the input; its bytes are the input channels.</summary>
    public NpuAccess Source { get; }

    /// <summary>Rows are kernel positions times input channels, columns output channels.</summary>
    public NpuAccess Weights { get; }

    public int KernelHeight { get; }

    public int KernelWidth { get; }

    public int StrideHeight { get; }

    public int StrideWidth { get; }

    public int DilationHeight { get; }

    public int DilationWidth { get; }

    public int PadTop { get; }

    public int PadLeft { get; }

    public bool InputUnsigned { get; }

    public int InputZero { get; }

    public bool WeightUnsigned { get; }

    public int WeightZero { get; }

    /// <summary>Output rows.</summary>
    public int Rows { get; }

    /// <summary>Output columns.</summary>
    public int Columns { get; }

    /// <summary>The first accumulator.</summary>
    public long Target { get; }

    /// <summary>Accumulators from an output row to the next.</summary>
    public long TargetRow { get; }

    /// <summary>Accumulators from an output column to the next.</summary>
    public long TargetColumn { get; }

    /// <summary>Input channels.</summary>
    public int Depth => (int)Source.Bytes;

    /// <summary>Output channels.</summary>
    public int Width { get; }

    public bool Accumulate { get; }

    public int Kernel => KernelHeight * KernelWidth;

    /// <summary>Rows of the input that the kernel reaches, padding among them.</summary>
    public long ReachHeight => ((Rows - 1L) * StrideHeight) + ((KernelHeight - 1L) * DilationHeight) + 1;

    /// <summary>Columns of the input that the kernel reaches, padding among them.</summary>
    public long ReachWidth => ((Columns - 1L) * StrideWidth) + ((KernelWidth - 1L) * DilationWidth) + 1;
}

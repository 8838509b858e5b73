namespace ModelGen.Npu;

/// <summary>The registers of the load and of the store engine.</summary>
public sealed class DmaRegisters : RegisterSet
{
    internal DmaRegisters(NpuEngine engine)
        : base(engine)
    {
        ExternalRow = Signed("ext_row", 40, "bytes from a row to the next in external memory");
        ExternalColumn = Signed("ext_col", 40, "bytes from a column to the next in external memory");
        LocalRow = Signed("local_row", 32, "bytes from a row to the next on chip");
        LocalColumn = Signed("local_col", 32, "bytes from a column to the next on chip");
        PadTop = Unsigned("pad_top", 16, "rows of fill above, on chip (LD)");
        PadBottom = Unsigned("pad_bottom", 16, "rows of fill below, on chip (LD)");
        PadLeft = Unsigned("pad_left", 16, "columns of fill before, on chip (LD)");
        PadRight = Unsigned("pad_right", 16, "columns of fill behind, on chip (LD)");
        Fill = Unsigned("fill", 8, "the byte of the fill (LD)");
        ExternalCore = Signed("ext_core", 40, "added to the external address for each core before this one");
    }

    /// <summary>Bytes from a row to the next in external memory.</summary>
    public NpuRegister ExternalRow { get; }

    /// <summary>Bytes from a column to the next in external memory.</summary>
    public NpuRegister ExternalColumn { get; }

    /// <summary>Bytes from a row to the next on chip.</summary>
    public NpuRegister LocalRow { get; }

    /// <summary>Bytes from a column to the next on chip.</summary>
    public NpuRegister LocalColumn { get; }

    /// <summary>Rows of fill above, on chip (LD).</summary>
    public NpuRegister PadTop { get; }

    /// <summary>Rows of fill below, on chip (LD).</summary>
    public NpuRegister PadBottom { get; }

    /// <summary>Columns of fill before, on chip (LD).</summary>
    public NpuRegister PadLeft { get; }

    /// <summary>Columns of fill behind, on chip (LD).</summary>
    public NpuRegister PadRight { get; }

    /// <summary>The byte of the fill (LD).</summary>
    public NpuRegister Fill { get; }

    /// <summary>Added to the external address for each core before this one.</summary>
    public NpuRegister ExternalCore { get; }
}

namespace ModelGen.Npu;

/// <summary>The memory of int8 tiles. Its banks are equal, contiguous ranges of addresses, each with a port for reading and one for writing.</summary>
public sealed record Scratchpad
{
    /// <summary>Bytes in all banks together; a multiple of <see cref="Banks"/>.</summary>
    public required long Bytes { get; init; }

    /// <summary>The number of banks.</summary>
    public required int Banks { get; init; }

    /// <summary>Bytes per cycle that one bank delivers.</summary>
    public required int ReadBytesPerCycle { get; init; }

    /// <summary>Bytes per cycle that one bank takes.</summary>
    public required int WriteBytesPerCycle { get; init; }

    /// <summary>Bytes of one bank.</summary>
    public long BankBytes => Bytes / Banks;
}

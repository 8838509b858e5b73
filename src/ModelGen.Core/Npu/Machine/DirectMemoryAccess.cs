namespace ModelGen.Npu;

/// <summary>The transfers between external memory and the memories of the core.</summary>
public sealed record DirectMemoryAccess
{
    /// <summary>2: loads and stores run side by side. 1: they take turns.</summary>
    public required int Engines { get; init; }

    /// <summary>Bytes per cycle of one transfer, if the external memory keeps up.</summary>
    public required int BytesPerCycle { get; init; }

    /// <summary>Cycles from the start of an instruction to its first request.</summary>
    public required int StartUpCycles { get; init; }

    /// <summary>Bytes that external memory moves at once, aligned to their number; a power of two. A shorter piece costs as much.</summary>
    public required int BurstBytes { get; init; }

    /// <summary>Bytes per cycle that a load makes of a compressed stream; 0 where there is no decoder.</summary>
    public required int DecoderBytesPerCycle { get; init; }
}

namespace ModelGen.Npu;

/// <summary>
/// What an instruction costs by itself: first the cycles of start-up, latency and fill, then those of work, which slow down where the bytes of the work exceed
/// what a memory or port gives in that time, then those of the tail. The bytes and products are what energy goes by.
/// </summary>
public readonly record struct NpuCost
{
    /// <summary>Cycles before the first products or the first request.</summary>
    public long StartUp { get; init; }

    /// <summary>Cycles from the first request of a load to its first byte.</summary>
    public long Latency { get; init; }

    /// <summary>Cycles in which the array loads weights, or waits for sums to run through it.</summary>
    public long Fill { get; init; }

    /// <summary>Cycles of work at full rate, at least 1 where there is any.</summary>
    public long Work { get; init; }

    /// <summary>Cycles from the last byte of a store until it is written.</summary>
    public long Tail { get; init; }

    /// <summary>Products of the convolution or matrix, without those that only pad bricks.</summary>
    public long Macs { get; init; }

    /// <summary>Elements that the vector engine works on.</summary>
    public long VectorElements { get; init; }

    /// <summary>Bytes out of the scratchpad, each as often as it is read.</summary>
    public long ScratchpadRead { get; init; }

    /// <summary>Bytes into the scratchpad.</summary>
    public long ScratchpadWritten { get; init; }

    /// <summary>Bytes of the accumulators, read or written.</summary>
    public long Accumulator { get; init; }

    /// <summary>Bytes of the weight buffer, read or written.</summary>
    public long Weights { get; init; }

    /// <summary>Bytes of parameters and tables, read or written.</summary>
    public long Parameters { get; init; }

    /// <summary>The external memory of a transfer.</summary>
    public int Memory { get; init; }

    /// <summary>Bytes out of the external memory, in whole bursts.</summary>
    public long ExternalRead { get; init; }

    /// <summary>Bytes into the external memory, in whole bursts.</summary>
    public long ExternalWritten { get; init; }

    /// <summary>Bytes that the decoder makes of a compressed stream, which is all that the external memory gives.</summary>
    public long Decoded { get; init; }

    /// <summary>Cycles that nothing else slows down.</summary>
    public long Fixed => StartUp + Latency + Fill + Tail;
}

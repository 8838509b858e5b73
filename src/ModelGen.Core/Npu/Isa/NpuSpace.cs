namespace ModelGen.Npu;

/// <summary>A memory with addresses of its own.</summary>
public enum NpuSpace : byte
{
    /// <summary>The scratchpad of int8 tiles.</summary>
    Scratchpad,

    /// <summary>The weight buffer.</summary>
    Weights,

    /// <summary>Biases and scales per channel.</summary>
    Parameters,

    /// <summary>Lookup tables of 256 bytes each.</summary>
    Tables,

    /// <summary>The accumulators, int32 and little endian.</summary>
    Accumulator,

    /// <summary>External memory.</summary>
    External,
}

using System.Linq;

namespace ModelGen.Npu;

/// <summary>Products, elements and bytes, of a layer or of a whole run.</summary>
public sealed record NpuTraffic
{
    /// <summary>Products.</summary>
    public required long Macs { get; init; }

    /// <summary>Products that the array could have made in the cycles in which it worked at full rate.</summary>
    public required long MacSlots { get; init; }

    /// <summary>Elements of the vector engine.</summary>
    public required long VectorElements { get; init; }

    /// <summary>Bytes out of the scratchpad.</summary>
    public required long ScratchpadRead { get; init; }

    /// <summary>Bytes into the scratchpad.</summary>
    public required long ScratchpadWritten { get; init; }

    /// <summary>Bytes of the accumulators, read or written.</summary>
    public required long Accumulator { get; init; }

    /// <summary>Bytes of the weight buffer, read or written.</summary>
    public required long Weights { get; init; }

    /// <summary>Bytes of parameters and tables, read or written.</summary>
    public required long Parameters { get; init; }

    /// <summary>Bytes out of each external memory, in whole bursts.</summary>
    public required EquatableArray<long> ExternalRead { get; init; }

    /// <summary>Bytes into each external memory, in whole bursts.</summary>
    public required EquatableArray<long> ExternalWritten { get; init; }

    /// <summary>Bytes of compressed streams, in whole bursts; they are among those out of external memories.</summary>
    public required long Compressed { get; init; }

    /// <summary>Bytes that the decoder made of them.</summary>
    public required long Decoded { get; init; }

    /// <summary>Both together.</summary>
    public NpuTraffic Add(NpuTraffic other) => new()
    {
        Macs = Macs + other.Macs,
        MacSlots = MacSlots + other.MacSlots,
        VectorElements = VectorElements + other.VectorElements,
        ScratchpadRead = ScratchpadRead + other.ScratchpadRead,
        ScratchpadWritten = ScratchpadWritten + other.ScratchpadWritten,
        Accumulator = Accumulator + other.Accumulator,
        Weights = Weights + other.Weights,
        Parameters = Parameters + other.Parameters,
        ExternalRead = ExternalRead.Zip(other.ExternalRead, (a, b) => a + b).ToArray(),
        ExternalWritten = ExternalWritten.Zip(other.ExternalWritten, (a, b) => a + b).ToArray(),
        Compressed = Compressed + other.Compressed,
        Decoded = Decoded + other.Decoded,
    };

    internal static NpuTraffic None(NpuMachine machine) => new()
    {
        Macs = 0,
        MacSlots = 0,
        VectorElements = 0,
        ScratchpadRead = 0,
        ScratchpadWritten = 0,
        Accumulator = 0,
        Weights = 0,
        Parameters = 0,
        ExternalRead = new long[machine.Memories.Count],
        ExternalWritten = new long[machine.Memories.Count],
        Compressed = 0,
        Decoded = 0,
    };
}

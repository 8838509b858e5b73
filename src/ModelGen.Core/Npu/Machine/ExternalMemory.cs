namespace ModelGen.Npu;

/// <summary>A memory outside of the core, with addresses of its own from 0 on. The cores of a machine share its bandwidth.</summary>
public sealed record ExternalMemory
{
    /// <summary>The name, unique in its machine.</summary>
    public required string Name { get; init; }

    /// <summary>The capacity.</summary>
    public required long Bytes { get; init; }

    /// <summary>The bandwidth, reads and writes together.</summary>
    public required long BytesPerSecond { get; init; }

    /// <summary>Cycles of the core from a request to the first byte.</summary>
    public required int ReadLatencyCycles { get; init; }

    /// <summary>Cycles of the core from the last byte until it is written.</summary>
    public required int WriteLatencyCycles { get; init; }

    /// <summary>Whether the core can write to it; flash it cannot.</summary>
    public required bool Writable { get; init; }

    /// <summary>The classes of tensors that live in it.</summary>
    public required TensorClasses Holds { get; init; }

    /// <summary>Energy of a byte read.</summary>
    public required double ReadPicojoulesPerByte { get; init; }

    /// <summary>Energy of a byte written.</summary>
    public required double WritePicojoulesPerByte { get; init; }
}

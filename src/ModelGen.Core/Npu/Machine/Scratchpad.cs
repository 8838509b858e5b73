using System;

namespace ModelGen.Npu;

/// <summary>The memory of int8 tiles. Its banks are equally large, each with a port for reading and one for writing.</summary>
public sealed record Scratchpad
{
    /// <summary>Bytes in all banks together; a multiple of <see cref="Banks"/>.</summary>
    public required long Bytes { get; init; }

    /// <summary>The number of banks.</summary>
    public required int Banks { get; init; }

    /// <summary>
    /// Consecutive addresses of one bank before those of the next one, which come round to the first bank behind the last: a divisor of <see cref="BankBytes"/>.
    /// 0 where each bank is one contiguous range of addresses.
    /// </summary>
    public int InterleaveBytes { get; init; }

    /// <summary>Bytes per cycle that one bank delivers.</summary>
    public required int ReadBytesPerCycle { get; init; }

    /// <summary>Bytes per cycle that one bank takes.</summary>
    public required int WriteBytesPerCycle { get; init; }

    /// <summary>Bytes of one bank.</summary>
    public long BankBytes => Bytes / Banks;

    /// <summary>Consecutive addresses of one bank.</summary>
    internal long RunBytes => InterleaveBytes == 0 ? BankBytes : InterleaveBytes;

    /// <summary>The bank of an address.</summary>
    internal int BankOf(long address) => (int)(address / RunBytes % Banks);

    /// <summary>Addresses of a bank that are below an address.</summary>
    internal long Below(long address, int bank)
    {
        long round = RunBytes * Banks;
        return (address / round * RunBytes) + Math.Min(Math.Max((address % round) - (bank * RunBytes), 0), RunBytes);
    }
}

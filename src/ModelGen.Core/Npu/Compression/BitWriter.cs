using System.Collections.Generic;

namespace ModelGen.Npu;

/// <summary>Writes bits into bytes, the lowest one first.</summary>
/// <param name="capacity">Bytes to expect.</param>
internal sealed class BitWriter(int capacity)
{
    private readonly List<byte> bytes = new(capacity);
    private uint pending;
    private int count;

    /// <summary>Writes the low bits of a value.</summary>
    /// <param name="value">The value, below 2^<paramref name="bits"/>.</param>
    /// <param name="bits">At most 24.</param>
    public void Write(int value, int bits)
    {
        pending |= (uint)value << count;
        for (count += bits; count >= 8; count -= 8)
        {
            bytes.Add((byte)pending);
            pending >>= 8;
        }
    }

    /// <summary>Writes as many ones, and a zero.</summary>
    public void WriteUnary(int ones)
    {
        for (; ones > 16; ones -= 16)
        {
            Write(0xffff, 16);
        }

        Write((1 << ones) - 1, ones + 1);
    }

    /// <summary>What was written; the last byte is filled with zeros.</summary>
    public byte[] ToArray() => count == 0 ? [.. bytes] : [.. bytes, (byte)pending];
}

using System;

namespace ModelGen.Npu;

/// <summary>
/// Lossless compression of the bytes of weights, as LD decodes it: slices of Rice codes, which small machines decode several weights a cycle. docs/npu-isa.md has the form.
/// Source: R. F. Rice, J. R. Plaunt, Adaptive Variable-Length Coding for Efficient Compression of Spacecraft Television Data, IEEE Transactions on Communication
/// Technology, 1971; parameters for each slice, and its unary parts before its low bits, as in the weight streams of Arm's Ethos-U.
/// </summary>
public static class NpuWeightStream
{
    /// <summary>The most bytes of one stream when they are decoded: what LD moves at once.</summary>
    public const int MostBytes = (1 << 28) - 1;

    /// <summary>Compresses bytes into a stream that is decoded by itself.</summary>
    /// <param name="bytes">At most <see cref="MostBytes"/> weights, signed ones or unsigned ones.</param>
    /// <returns>The stream; it can be longer than the bytes.</returns>
    /// <exception cref="ArgumentException">There are too many bytes.</exception>
    public static byte[] Encode(byte[] bytes) =>
        bytes.Length <= MostBytes
            ? WeightStreamEncoder.Encode(bytes)
            : throw new ArgumentException($"A stream has at most {MostBytes} bytes when it is decoded, but {bytes.Length} are given.", nameof(bytes));

    /// <summary>The bytes of a stream.</summary>
    /// <param name="stream">A stream; zeros may follow it.</param>
    /// <param name="count">The number of bytes that it was made of.</param>
    /// <exception cref="ArgumentException">The count is not from 0 to <see cref="MostBytes"/>.</exception>
    /// <exception cref="NpuProgramException">The stream is malformed, or was made of another number of bytes.</exception>
    public static byte[] Decode(byte[] stream, int count)
    {
        if (count is < 0 or > MostBytes)
        {
            throw new ArgumentException($"A stream has 0 to {MostBytes} bytes when it is decoded, but {count} are asked for.", nameof(count));
        }

        byte[] bytes = new byte[count];
        new WeightStreamDecoder(stream, 0, stream.Length).Decode(bytes, 0, count);
        return bytes;
    }
}

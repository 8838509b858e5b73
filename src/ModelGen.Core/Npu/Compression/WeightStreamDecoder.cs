using System;

namespace ModelGen.Npu;

/// <summary>Decodes one compressed stream, with zeros behind it, from first byte to last.</summary>
/// <param name="source">Where it lies.</param>
/// <param name="offset">Its first byte.</param>
/// <param name="length">Its bytes, with the zeros behind it.</param>
internal sealed class WeightStreamDecoder(byte[] source, long offset, long length)
{
    private const int MostHeaderBytes = 5;

    private readonly BitReader reader = new(source, offset, length);
    private readonly int[] quotients = new int[SliceCode.Numbers];

    /// <summary>Writes all bytes of the stream.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="place">The first one.</param>
    /// <param name="count">How many they are.</param>
    /// <exception cref="NpuProgramException">The stream is malformed, or was made of another number of bytes.</exception>
    public void Decode(byte[] target, long place, long count)
    {
        long header = Header();
        if (header >> 1 != count)
        {
            throw new NpuProgramException($"The compressed stream is of {header >> 1} bytes, but {count} are decoded.");
        }

        byte center = (header & 1) == 0 ? (byte)0 : (byte)128;
        for (long first = 0; first < count; first += SliceCode.Numbers)
        {
            Slice(target, place + first, (int)Math.Min(SliceCode.Numbers, count - first), center);
        }

        reader.RequireZeros();
    }

    private long Header()
    {
        long header = 0;
        for (int i = 0; i < MostHeaderBytes; i++)
        {
            int part = reader.Read(8);
            header |= (long)(part & 0x7f) << (7 * i);
            if (part < 0x80)
            {
                return header;
            }
        }

        throw new NpuProgramException($"The compressed stream begins with a number of more than {MostHeaderBytes} bytes.");
    }

    private void Slice(byte[] target, long place, int count, byte center)
    {
        SliceCode code = SliceCode.All[reader.Read(SliceCode.IndexBits)];
        for (int i = 0; i < count; i++)
        {
            int quotient = reader.Read(code.Start);
            quotients[i] = code.Start > 0 && quotient == code.Direct ? quotient + reader.ReadUnary(code.MostQuotient - quotient) : quotient;
        }

        for (int i = 0; i < count; i++)
        {
            target[place + i] = (byte)(SliceCode.Value((quotients[i] << code.Low) | reader.Read(code.Low)) ^ center);
        }
    }
}

namespace ModelGen.Npu;

/// <summary>Reads bits of bytes, the lowest one first.</summary>
/// <param name="source">The bytes.</param>
/// <param name="offset">The first one.</param>
/// <param name="length">How many there are.</param>
internal sealed class BitReader(byte[] source, long offset, long length)
{
    private static readonly byte[] TrailingOnes = MakeTrailingOnes();

    private readonly long begin = offset, end = offset + length;
    private long next = offset;
    private ulong buffer;
    private int available;

    /// <summary>Reads bits as a number.</summary>
    /// <param name="bits">At most 24.</param>
    /// <exception cref="NpuProgramException">There are fewer.</exception>
    public int Read(int bits)
    {
        if (available < bits)
        {
            Refill(bits);
        }

        int value = (int)(buffer & ((1UL << bits) - 1));
        Skip(bits);
        return value;
    }

    /// <summary>Reads ones and the zero behind them; the number of the ones.</summary>
    /// <param name="most">The most that there may be.</param>
    /// <exception cref="NpuProgramException">There are more, or no zero.</exception>
    public int ReadUnary(int most)
    {
        int ones = 0;
        while (true)
        {
            if (available < 8)
            {
                Refill(1);
            }

            int run = TrailingOnes[(byte)buffer];
            ones += run;
            if (ones > most)
            {
                throw new NpuProgramException($"The compressed stream has a prefix of more than {most} ones before its byte {next - begin}.");
            }

            if (run < 8 && run < available)
            {
                Skip(run + 1);
                return ones;
            }

            Skip(run);
        }
    }

    /// <summary>Refuses anything but zeros in what is left.</summary>
    /// <exception cref="NpuProgramException">There is something.</exception>
    public void RequireZeros()
    {
        bool zero = buffer == 0;
        for (; zero && next < end; next++)
        {
            zero = source[next] == 0;
        }

        if (!zero)
        {
            throw new NpuProgramException($"The compressed stream is followed by something other than zeros before its byte {next - begin}.");
        }
    }

    private void Skip(int bits)
    {
        buffer >>= bits;
        available -= bits;
    }

    private void Refill(int needed)
    {
        while (available <= 56 && next < end)
        {
            buffer |= (ulong)source[next++] << available;
            available += 8;
        }

        if (available < needed)
        {
            throw new NpuProgramException($"The compressed stream ends after {end - begin} bytes, before all that it is of is decoded.");
        }
    }

    private static byte[] MakeTrailingOnes()
    {
        byte[] table = new byte[256];
        for (int i = 0; i < table.Length; i++)
        {
            for (int bits = i; (bits & 1) != 0; bits >>= 1)
            {
                table[i]++;
            }
        }

        return table;
    }
}

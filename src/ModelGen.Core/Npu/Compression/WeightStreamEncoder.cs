using System;

namespace ModelGen.Npu;

/// <summary>Writes compressed streams: for each slice the code with the fewest bits.</summary>
internal static class WeightStreamEncoder
{
    public static byte[] Encode(byte[] bytes)
    {
        byte center = Center(bytes);
        var writer = new BitWriter(bytes.Length);
        uint header = ((uint)bytes.Length << 1) | (center == 0 ? 0u : 1);
        for (; header > 0x7f; header >>= 7)
        {
            writer.Write((int)(header & 0x7f) | 0x80, 8);
        }

        writer.Write((int)header, 8);
        int[] numbers = new int[SliceCode.Numbers];
        for (int first = 0; first < bytes.Length; first += SliceCode.Numbers)
        {
            int count = Math.Min(SliceCode.Numbers, bytes.Length - first);
            for (int i = 0; i < count; i++)
            {
                numbers[i] = SliceCode.Number((byte)(bytes[first + i] ^ center));
            }

            Write(writer, numbers, count);
        }

        return writer.ToArray();
    }

    /// <summary>The middle of the weights: 0 of signed ones, 128 of unsigned ones.</summary>
    private static byte Center(byte[] bytes)
    {
        long signed = 0, unsigned = 0;
        foreach (byte value in bytes)
        {
            signed += Math.Abs((int)(sbyte)value);
            unsigned += Math.Abs(value - 128);
        }

        return signed <= unsigned ? (byte)0 : (byte)128;
    }

    private static void Write(BitWriter writer, int[] numbers, int count)
    {
        int index = Cheapest(numbers, count);
        SliceCode code = SliceCode.All[index];
        writer.Write(index, SliceCode.IndexBits);
        for (int i = 0; i < count && code.Start > 0; i++)
        {
            int quotient = numbers[i] >> code.Low;
            writer.Write(Math.Min(quotient, code.Direct), code.Start);
            if (quotient >= code.Direct)
            {
                writer.WriteUnary(quotient - code.Direct);
            }
        }

        for (int i = 0; i < count; i++)
        {
            writer.Write(numbers[i] & ((1 << code.Low) - 1), code.Low);
        }
    }

    private static int Cheapest(int[] numbers, int count)
    {
        int most = 0, best = 0;
        for (int i = 0; i < count; i++)
        {
            most = Math.Max(most, numbers[i]);
        }

        long least = long.MaxValue;
        for (int c = 0; c < SliceCode.All.Length; c++)
        {
            SliceCode code = SliceCode.All[c];
            if (!code.Reaches(most))
            {
                continue;
            }

            long bits = (long)count * code.Low;
            for (int i = 0; i < count && bits < least; i++)
            {
                bits += code.PrefixBits(numbers[i] >> code.Low);
            }

            if (bits < least)
            {
                (best, least) = (c, bits);
            }
        }

        return best;
    }
}

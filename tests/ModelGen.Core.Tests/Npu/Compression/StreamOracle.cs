using System;
using System.Linq;
using System.Text;

namespace ModelGen.Core.Tests.Npu.Compression;

/// <summary>Decodes well-formed compressed streams bit by bit, as docs/npu-isa.md describes them.</summary>
internal static class StreamOracle
{
    private static readonly (int Start, int Low)[] Codes =
    [
        (1, 0), (1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (2, 1), (2, 2), (2, 3), (2, 4), (2, 5), (0, 0), (0, 2), (0, 4), (0, 6), (0, 8),
    ];

    public static byte[] Decode(byte[] stream)
    {
        var text = new StringBuilder();
        foreach (byte value in stream)
        {
            text.Append(new string([.. Enumerable.Range(0, 8).Select(i => (value >> i & 1) == 0 ? '0' : '1')]));
        }

        string bits = text.ToString();
        int place = 0, header = 0;
        for (int shift = 0; ; shift += 7)
        {
            int part = Take(8);
            header += (part % 128) << shift;
            if (part < 128)
            {
                break;
            }
        }

        int[] values = new int[header / 2];
        for (int first = 0; first < values.Length; first += 128)
        {
            (int start, int low) = Codes[Take(4)];
            int count = Math.Min(128, values.Length - first);
            for (int i = first; i < first + count; i++)
            {
                int quotient = Take(start);
                for (bool more = start > 0 && quotient == (1 << start) - 1; more && Take(1) == 1;)
                {
                    quotient++;
                }

                values[i] = quotient << low;
            }

            for (int i = first; i < first + count; i++)
            {
                int number = values[i] + Take(low);
                values[i] = number % 2 == 0 ? number / 2 : -(number + 1) / 2;
            }
        }

        return [.. values.Select(v => (byte)(v + (header % 2 == 0 ? 0 : 128)))];

        int Take(int count)
        {
            int value = 0;
            for (int i = 0; i < count; i++)
            {
                value += (bits[place++] - '0') << i;
            }

            return value;
        }
    }
}

using System;
using ModelGen.Linking;

namespace ModelGen.Npu;

/// <summary>Makes the bytes of constants.</summary>
internal static class ConstantBytes
{
    /// <summary>The bytes of a constant.</summary>
    /// <param name="constant">The constant.</param>
    /// <param name="values">The values of the link graph's nodes.</param>
    public static byte[] Of(NpuPlannedConstant constant, Func<int, Tensor> values)
    {
        if (constant.Parts.Count == 0)
        {
            return constant.Bytes.ToArray();
        }

        byte[] bytes = new byte[constant.Length];
        foreach (NpuConstantPart part in constant.Parts)
        {
            Tensor value = values(part.Node);
            switch (value.Type.Element)
            {
                case ElementType.Int8:
                    sbyte[] signed = value.SignedBytes;
                    Pack(part, bytes, 1, i => signed[i]);
                    break;
                case ElementType.UInt8:
                    byte[] unsigned = value.Bytes;
                    Pack(part, bytes, 1, i => unsigned[i]);
                    break;
                case ElementType.Int32:
                    int[] integers = value.Ints;
                    Pack(part, bytes, sizeof(int), i => integers[i]);
                    break;
                default:
                    int[] multipliers = Array.ConvertAll(value.Floats, f => unchecked((int)NpuScale.Multiplier(f)));
                    Pack(part, bytes, sizeof(int), i => multipliers[i]);
                    break;
            }
        }

        return bytes;
    }

    private static void Pack(NpuConstantPart part, byte[] bytes, int size, Func<int, int> element)
    {
        long place = part.Offset;
        foreach (PackSegment segment in part.Packing.Segments)
        {
            PackAxis[] axes = segment.Axes.ToArray();
            Nest(axes, 0, segment.Offset, 0);

            void Nest(PackAxis[] loops, int level, int from, int index)
            {
                if (level == loops.Length)
                {
                    int value = index < segment.Bound ? element(from) : 0;
                    for (int i = 0; i < size; i++)
                    {
                        bytes[place + i] = unchecked((byte)(value >> (8 * i)));
                    }

                    place += part.Stride;
                    return;
                }

                for (int turn = 0; turn < loops[level].Extent; turn++)
                {
                    Nest(loops, level + 1, from + (turn * loops[level].Stride), index + (turn * loops[level].Step));
                }
            }
        }
    }
}

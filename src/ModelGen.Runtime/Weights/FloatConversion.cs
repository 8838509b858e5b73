using System;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ModelGen;

/// <summary>Little-endian floating-point bytes to single precision, rounded to nearest even.</summary>
internal static class FloatConversion
{
    /// <summary>Converts as many elements as <paramref name="values"/> holds; <paramref name="bytes"/> holds as many.</summary>
    public static void Convert(SafetensorsElement element, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        switch (element)
        {
            case SafetensorsElement.F32 when BitConverter.IsLittleEndian:
                bytes.CopyTo(MemoryMarshal.AsBytes(values));
                break;
            case SafetensorsElement.F32:
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]);
                }

                break;
            case SafetensorsElement.F16:
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * i)..]);
                }

                break;
            case SafetensorsElement.BF16:
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]) << 16);
                }

                break;
            case SafetensorsElement.F64:
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes[(8 * i)..]);
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(element), element, "The elements are no floating-point numbers.");
        }
    }
}

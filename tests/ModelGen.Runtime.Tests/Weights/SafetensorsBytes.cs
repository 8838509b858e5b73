using System;
using System.Buffers.Binary;
using System.Text;

namespace ModelGen.Runtime.Tests.Weights;

/// <summary>Files byte by byte, malformed ones too.</summary>
internal static class SafetensorsBytes
{
    /// <summary>A header, preceded by its length, and data.</summary>
    public static byte[] File(string header, params byte[] data) => File(Encoding.UTF8.GetBytes(header), data);

    public static byte[] File(byte[] header, params byte[] data)
    {
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        return [.. length, .. header, .. data];
    }

    /// <summary>One tensor.</summary>
    public static byte[] File(string name, string dtype, string shape, byte[] data) =>
        File($$$"""{"{{{name}}}":{"dtype":"{{{dtype}}}","shape":{{{shape}}},"data_offsets":[0,{{{data.Length}}}]}}""", data);

    public static byte[] Floats(params float[] values)
    {
        var bytes = new byte[4 * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), values[i]);
        }

        return bytes;
    }

    /// <summary>Two tensors, a and b, of 2 and 1 single-precision elements.</summary>
    public static byte[] Valid() => File(
        """{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[],"data_offsets":[8,12]}}""",
        Floats(1, 2, 3));
}

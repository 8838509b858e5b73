using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace ModelGen.Tool.Samples;

/// <summary>Reads arrays that NumPy saved (format versions 1 to 3): little-endian, in C order.</summary>
internal static partial class NpyFile
{
    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads a file. Doubles become singles, 64-bit integers 32-bit ones.</summary>
    /// <exception cref="ToolException">The file is malformed, or has elements or an order that samples cannot have.</exception>
    public static SampleArray Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        if (!bytes.AsSpan().StartsWith(Magic) || bytes.Length < 12)
        {
            throw Malformed(path, "it does not begin as a NumPy array does. Save it with numpy.save.");
        }

        int lengthBytes = bytes[6] switch { 1 => 2, 2 or 3 => 4, _ => throw Malformed(path, $"its format version {bytes[6]} is unknown. Save it with numpy.save.") };
        long headerLength = lengthBytes == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8)) : BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8));
        long start = 8 + lengthBytes + headerLength;
        if (start > bytes.Length)
        {
            throw Malformed(path, "it ends within its header. The file may be truncated.");
        }

        string header = Encoding.UTF8.GetString(bytes, 8 + lengthBytes, (int)headerLength);
        Match match = HeaderPattern().Match(header);
        if (!match.Success)
        {
            throw Malformed(path, $"its header {header.Trim()} does not give 'descr', 'fortran_order' and 'shape' of a plain array.");
        }

        if (match.Groups["fortran"].Value == "True")
        {
            throw Malformed(path, "it lies in Fortran order. Save numpy.ascontiguousarray of it.");
        }

        (long[] extents, long count) = ReadExtents(path, match.Groups["shape"].Value);
        return Convert(path, match.Groups["descr"].Value, extents, count, bytes.AsMemory((int)start));
    }

    private static (long[] Extents, long Count) ReadExtents(string path, string shape)
    {
        var extents = new List<long>();
        long count = 1;
        foreach (string item in shape.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!long.TryParse(item, NumberStyles.None, CultureInfo.InvariantCulture, out long extent) || extent > int.MaxValue || (count *= extent) > int.MaxValue)
            {
                throw Malformed(path, $"its shape ({shape}) is not one of up to 2^31 - 1 elements.");
            }

            extents.Add(extent);
        }

        return ([.. extents], count);
    }

    private static SampleArray Convert(string path, string descr, long[] extents, long count, ReadOnlyMemory<byte> data)
    {
        int size = descr switch
        {
            "|u1" or "|i1" => 1,
            "<f2" => 2,
            "<f4" or "<i4" => 4,
            "<f8" or "<i8" => 8,
            _ => throw Malformed(path, $"its elements are '{descr}'. Save them as float32, int32, uint8 or int8."),
        };
        if (data.Length != count * size)
        {
            throw Malformed(path, $"its shape ({string.Join(", ", extents)}) of '{descr}' takes {count * size} bytes, but {data.Length} follow the header.");
        }

        ReadOnlySpan<byte> bytes = data.Span;
        Array values = descr switch
        {
            "|u1" => bytes.ToArray(),
            "|i1" => MemoryMarshal.Cast<byte, sbyte>(bytes).ToArray(),
            "<f2" => Select(MemoryMarshal.Cast<byte, Half>(bytes), v => (float)v),
            "<f4" => MemoryMarshal.Cast<byte, float>(bytes).ToArray(),
            "<f8" => Select(MemoryMarshal.Cast<byte, double>(bytes), v => (float)v),
            "<i4" => MemoryMarshal.Cast<byte, int>(bytes).ToArray(),
            _ => Select(MemoryMarshal.Cast<byte, long>(bytes), v => v is >= int.MinValue and <= int.MaxValue
                ? (int)v
                : throw Malformed(path, $"it has the element {v}, which is no integer of 32 bits.")),
        };
        return new SampleArray($"'{path}'", extents, values);
    }

    private static TResult[] Select<T, TResult>(ReadOnlySpan<T> values, Func<T, TResult> convert)
    {
        var result = new TResult[values.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = convert(values[i]);
        }

        return result;
    }

    private static ToolException Malformed(string path, string reason) => new($"The samples in '{path}' cannot be read: {reason}");

    [GeneratedRegex("""^\{\s*'descr':\s*'(?<descr>[^']*)',\s*'fortran_order':\s*(?<fortran>True|False),\s*'shape':\s*\((?<shape>[\d,\s]*)\),?\s*\}\s*$""", RegexOptions.CultureInvariant)]
    private static partial Regex HeaderPattern();
}

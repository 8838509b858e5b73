using System;
using System.Buffers;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ModelGen;

/// <summary>Writes the safetensors format; tensors in order, each with the bytes that it was read with.</summary>
internal static class SafetensorsWriter
{
    private const int BlockBytes = 1 << 20;

    /// <summary>Writes to a file beside <paramref name="path"/>, which then takes its place: the weights may come from that very file.</summary>
    public static void Write(string path, ModelWeights weights)
    {
        string temporary = path + ".tmp" + Guid.NewGuid().ToString("N");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                Write(stream, weights);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    public static void Write(Stream stream, ModelWeights weights)
    {
        // Each tensor begins at a multiple of its element's size: wide elements first, as the reference implementation orders them.
        WeightTensor[] ordered = [.. weights.Tensors.OrderByDescending(t => SafetensorsElements.SizeInBytes(t.Entry.Element))];
        byte[] header = Header(weights, ordered);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        var block = new byte[BlockBytes];
        foreach (WeightTensor tensor in ordered)
        {
            for (long done = 0; done < tensor.Entry.Length; done += block.Length)
            {
                Span<byte> part = block.AsSpan(0, (int)Math.Min(block.Length, tensor.Entry.Length - done));
                tensor.Source.Read(tensor.Entry.Offset + done, part);
                stream.Write(part);
            }
        }
    }

    /// <summary>The JSON, padded with spaces to a multiple of 8 bytes.</summary>
    private static byte[] Header(ModelWeights weights, WeightTensor[] ordered)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (weights.Metadata.Count > 0)
            {
                json.WriteStartObject("__metadata__");
                foreach ((string key, string value) in weights.Metadata)
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            }

            long offset = 0;
            foreach (SafetensorsEntry entry in ordered.Select(t => t.Entry))
            {
                json.WriteStartObject(entry.Name);
                json.WriteString("dtype", SafetensorsElements.NameOf(entry.Element));
                WriteNumbers(json, "shape", entry.Extents);
                WriteNumbers(json, "data_offsets", new long[] { offset, offset + entry.Length });
                json.WriteEndObject();
                offset += entry.Length;
            }

            json.WriteEndObject();
        }

        int padding = (8 - (buffer.WrittenCount % 8)) % 8;
        buffer.GetSpan(padding)[..padding].Fill((byte)' ');
        buffer.Advance(padding);
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, EquatableArray<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}

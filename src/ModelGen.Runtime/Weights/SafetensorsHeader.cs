using System;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace ModelGen;

/// <summary>
/// The header of a safetensors file: 8 bytes with its length, then JSON. Nothing in it is believed before it was checked.
/// Format: https://github.com/huggingface/safetensors.
/// </summary>
internal sealed class SafetensorsHeader
{
    /// <summary>The longest header that is read, in bytes; the reference implementation's limit.</summary>
    public const int MaximumLength = 100_000_000;

    private SafetensorsHeader(IReadOnlyList<SafetensorsEntry> entries, IReadOnlyDictionary<string, string> metadata)
    {
        Entries = entries;
        Metadata = metadata;
    }

    /// <summary>The tensors, in the order of the header.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    /// <summary>The free-form <c>__metadata__</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Reads and validates the header of a source.</summary>
    /// <exception cref="ModelWeightsException">The header is malformed; the message begins with the source's name.</exception>
    public static SafetensorsHeader Read(WeightSource source)
    {
        if (source.Length < 8)
        {
            throw source.Malformed($"it has {source.Length} bytes, but a safetensors file begins with 8 bytes that give its header's length. It may be truncated.");
        }

        Span<byte> prefix = stackalloc byte[8];
        source.Read(0, prefix);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > MaximumLength)
        {
            throw source.Malformed($"its first 8 bytes give a header of {length} bytes, more than the {MaximumLength} that are allowed. It is no safetensors file.");
        }

        if ((long)length > source.Length - 8)
        {
            throw source.Malformed($"its first 8 bytes give a header of {length} bytes, but only {source.Length - 8} follow. It may be truncated.");
        }

        var json = new byte[(int)length];
        source.Read(8, json);
        long data = 8 + (long)length;
        (List<SafetensorsEntry> entries, Dictionary<string, string> metadata) = new SafetensorsHeaderParser(source, json, data).Parse();
        CheckLayout(source, entries, data);
        return new SafetensorsHeader(entries, metadata);
    }

    /// <summary>Together the tensors cover the data exactly: no overlap, no gap, nothing behind the last.</summary>
    private static void CheckLayout(WeightSource source, List<SafetensorsEntry> entries, long data)
    {
        SafetensorsEntry[] ordered = [.. entries];
        Array.Sort(ordered, (a, b) => a.Offset != b.Offset ? a.Offset.CompareTo(b.Offset) : a.Length.CompareTo(b.Length));
        long end = data;
        string previous = "the header";
        foreach (SafetensorsEntry entry in ordered)
        {
            if (entry.Offset < end)
            {
                throw source.Malformed($"tensor '{entry.Name}' begins at data offset {entry.Offset - data}, inside of {previous}, which ends at {end - data}.");
            }

            if (entry.Offset > end)
            {
                throw source.Malformed($"there are {entry.Offset - end} unused bytes between {previous}, which ends at data offset {end - data}, and tensor '{entry.Name}', which begins at {entry.Offset - data}.");
            }

            end += entry.Length;
            previous = $"tensor '{entry.Name}'";
        }

        if (end < source.Length)
        {
            throw source.Malformed($"{source.Length - end} bytes follow {previous}, which ends the data.");
        }
    }
}

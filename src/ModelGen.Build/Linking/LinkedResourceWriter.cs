using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using ModelGen.CompilerServices;

namespace ModelGen.Build.Linking;

/// <summary>Writes the form that <see cref="LinkedResource"/> describes and reads.</summary>
internal sealed class LinkedResourceWriter
{
    private readonly List<Entry> entries = [];

    /// <summary>The number of plans and widths so far.</summary>
    public int Count => entries.Count;

    /// <summary>Adds the constants of a plan for a width.</summary>
    /// <param name="plan">The hash of the plan.</param>
    /// <param name="lanes">The single-precision lanes of a vector.</param>
    /// <param name="constants">The constants.</param>
    public void Add(ulong plan, int lanes, ModelConstants constants) => entries.Add(new Entry(plan, lanes, constants));

    /// <summary>The whole resource.</summary>
    /// <exception cref="OverflowException">It is longer than a resource can be.</exception>
    public byte[] ToArray()
    {
        long tables = LinkedResource.HeaderBytes + ((long)entries.Count * LinkedResource.EntryBytes);
        long index = tables + entries.Sum(e => (long)e.Constants.Count * LinkedResource.PlaceBytes);
        var head = new List<ulong>();
        var places = new List<ulong>();
        var kept = new Dictionary<Content, long>();
        var stream = new MemoryStream();
        long length = AlignedBuffer.Align(index);
        foreach (Entry entry in entries)
        {
            head.AddRange([entry.Plan, (uint)entry.Lanes | ((ulong)entry.Constants.Count << 32), (ulong)(tables + (sizeof(ulong) * places.Count))]);
            for (int i = 0; i < entry.Constants.Count; i++)
            {
                ReadOnlySpan<byte> bytes = entry.Constants.Bytes(i);
                var content = new Content(bytes);
                if (!kept.TryGetValue(content, out long offset))
                {
                    kept.Add(content, offset = length);
                    stream.Position = offset;
                    stream.Write(bytes);
                    length = AlignedBuffer.Align(length + bytes.Length);
                }

                places.AddRange([(ulong)offset, (ulong)bytes.Length]);
            }
        }

        stream.SetLength(checked((int)(length + AlignedBuffer.SlackBytes)));
        byte[] resource = stream.ToArray();
        Write([.. head, .. places], resource.AsSpan(LinkedResource.HeaderBytes));
        Write([LinkedResource.Magic, LinkedResource.Version | ((ulong)entries.Count << 32), (ulong)resource.Length, (ulong)index], resource);
        Write([LinkedResource.Checksum(resource.AsSpan(0, (int)index))], resource.AsSpan(LinkedResource.ChecksumOffset));
        return resource;
    }

    private static void Write(ReadOnlySpan<ulong> values, Span<byte> destination)
    {
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(destination[(sizeof(ulong) * i)..], values[i]);
        }
    }

    private sealed record Entry(ulong Plan, int Lanes, ModelConstants Constants);

    /// <summary>What makes two constants the same.</summary>
    private readonly record struct Content(int Length, UInt128 Hash)
    {
        public Content(ReadOnlySpan<byte> bytes)
            : this(bytes.Length, BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(bytes)))
        {
        }
    }
}

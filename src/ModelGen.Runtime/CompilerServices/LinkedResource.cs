using System;
using System.Buffers.Binary;
using System.IO;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ModelGen.CompilerServices;

/// <summary>
/// The constants that the build linked, as the assembly of the models carries them in one manifest resource: little-endian, a header, an
/// entry for each plan and vector width, for each entry the places of its constants, then the constants, each at a multiple of
/// <see cref="AlignedBuffer.Alignment"/>, then <see cref="AlignedBuffer.SlackBytes"/> zeros.
/// </summary>
/// <remarks>
/// Header: magic (8 bytes), <see cref="Version"/> (4), number of entries (4), length of the resource (8), length of header, entries and
/// places (8), <see cref="Checksum"/> of them (8). Entry: hash of the plan and the name of its weights
/// (8), single-precision lanes (4), number of constants (4), offset of its places (8). Place: offset (8) and length (8) of a constant in
/// the resource. Equal constants are kept once. A resource that is not as described here is passed over, and the
/// weights are linked at load.
/// </remarks>
internal static unsafe class LinkedResource
{
    /// <summary>The name of the resource. Until the build has linked, it holds the build's settings.</summary>
    public const string Name = "ModelGen.Linked";

    /// <summary>The form described above. It changes with what a plan's text means, too.</summary>
    public const int Version = 2;

    /// <summary>"MGLINKED" in ASCII.</summary>
    public const ulong Magic = 0x44454B4E494C474D;

    /// <summary>The bytes of the header, of an entry and of a place.</summary>
    public const int HeaderBytes = 40, EntryBytes = 24, PlaceBytes = 16;

    /// <summary>Where the header has the checksum.</summary>
    public const int ChecksumOffset = 32;

    private const ulong ChecksumBasis = 14695981039346656037, ChecksumPrime = 1099511628211;

    /// <summary>The constants of a plan, where the loader mapped them; null when the build has not linked that plan for that width.</summary>
    /// <param name="assembly">The assembly of the model.</param>
    /// <param name="plan">The hash of the plan.</param>
    /// <param name="lanes">The single-precision lanes of a vector.</param>
    public static ModelConstants? Find(Assembly assembly, ulong plan, int lanes) =>
        BitConverter.IsLittleEndian && assembly.GetManifestResourceStream(Name) is UnmanagedMemoryStream stream
            ? Find(stream, stream.PositionPointer, stream.Length, plan, lanes)
            : null;

    /// <summary>The constants of a plan in the bytes of a resource, or null.</summary>
    /// <param name="owner">What keeps the memory.</param>
    /// <param name="start">The first byte, at any address.</param>
    /// <param name="length">The number of bytes.</param>
    /// <param name="plan">The hash of the plan.</param>
    /// <param name="lanes">The single-precision lanes of a vector.</param>
    internal static ModelConstants? Find(object owner, byte* start, long length, ulong plan, int lanes)
    {
        if (length < HeaderBytes || Read(start) != Magic || (int)Read(start + 8) != Version || (long)Read(start + 16) != length)
        {
            return null;
        }

        long entries = (uint)(Read(start + 8) >> 32), index = (long)Read(start + 24);
        if (index > Math.Min(length - AlignedBuffer.SlackBytes, int.MaxValue) || index < HeaderBytes + (entries * EntryBytes) || Checksum(new(start, (int)index)) != Read(start + ChecksumOffset))
        {
            return null;
        }

        for (byte* entry = start + HeaderBytes; entries > 0; entries--, entry += EntryBytes)
        {
            if (Read(entry) == plan && (int)Read(entry + 8) == lanes)
            {
                return Constants(owner, start, length, (int)(Read(entry + 8) >> 32), start + Read(entry + 16));
            }
        }

        return null;
    }

    /// <summary>FNV-1a over eight bytes at a time: finds damage, not intent.</summary>
    /// <param name="bytes">Header, entries and places: a multiple of eight bytes. The checksum in the header does not count.</param>
    internal static ulong Checksum(ReadOnlySpan<byte> bytes)
    {
        ulong checksum = ChecksumBasis;
        for (int i = 0; i <= bytes.Length - sizeof(ulong); i += sizeof(ulong))
        {
            ulong value = i == ChecksumOffset ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(bytes[i..]);
            checksum = (checksum ^ value) * ChecksumPrime;
        }

        return checksum;
    }

    private static ModelConstants Constants(object owner, byte* start, long length, int count, byte* table)
    {
        var places = new ConstantPlace[count];
        long total = 0;
        for (int i = 0; i < places.Length; i++, table += PlaceBytes)
        {
            places[i] = new ConstantPlace((long)Read(table), (long)Read(table + 8));
            total = AlignedBuffer.Align(total + places[i].Length);
        }

        // Formats that repack assemblies, such as ReadyToRun and NativeAOT, do not keep the alignment of a resource.
        return ((nuint)start & (AlignedBuffer.Alignment - 1)) == 0 ? new ModelConstants(owner, start, places) : Copy(start, total, places);
    }

    private static ModelConstants Copy(byte* start, long total, ConstantPlace[] places)
    {
        var buffer = new AlignedBuffer(total);
        long offset = 0;
        for (int i = 0; i < places.Length; i++)
        {
            long length = places[i].Length;
            Buffer.MemoryCopy(start + places[i].Offset, buffer.Start + offset, length, length);
            places[i] = new ConstantPlace(offset, length);
            offset = AlignedBuffer.Align(offset + length);
        }

        return new ModelConstants(buffer, buffer.Start, places);
    }

    private static ulong Read(byte* address) => Unsafe.ReadUnaligned<ulong>(address);
}

using System;
using System.Buffers.Binary;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace ModelGen.Build.Linking;

/// <summary>
/// An assembly that the C# compiler wrote, into which room is made behind the managed resources. Everything else keeps its bytes, its
/// order and its tokens, so that symbols still fit; what lies behind the room moves by whole pages, and every address of it is changed.
/// </summary>
/// <remarks>The layout of the file is that of ECMA-335, II.25, and of the Microsoft PE and COFF specification.</remarks>
internal sealed class ImageEditor
{
    private const int Pe32Magic = 0x10B;

    /// <summary>The first address that moves.</summary>
    private readonly int from;

    /// <summary>The same place as an offset in the old file.</summary>
    private readonly int fromOffset;

    /// <summary>How far it moves.</summary>
    private readonly int distance;
    private readonly PEHeaders headers;
    private readonly bool is32;
    private readonly byte[] bytes;

    private ImageEditor(byte[] image, PEHeaders headers, int from, int fromOffset, int distance)
    {
        this.headers = headers;
        this.from = from;
        this.fromOffset = fromOffset;
        this.distance = distance;
        is32 = headers.PEHeader!.Magic == PEMagic.PE32;
        bytes = new byte[checked(image.Length + distance)];
        image.AsSpan(0, fromOffset).CopyTo(bytes);
        image.AsSpan(fromOffset).CopyTo(bytes.AsSpan(fromOffset + distance));
    }

    /// <summary>The assembly with new content of a manifest resource, which lies behind the other resources.</summary>
    /// <param name="image">The file.</param>
    /// <param name="resource">The name of a resource in the assembly itself.</param>
    /// <param name="content">What it holds from now on.</param>
    /// <param name="alignment">The content starts at a multiple of this power of two in the file and in memory, at most 512.</param>
    /// <exception cref="NotSupportedException">The file is of a kind that the C# compiler does not write.</exception>
    /// <exception cref="BadImageFormatException">The file is malformed.</exception>
    /// <exception cref="OverflowException">The assembly would be larger than one can be.</exception>
    public static byte[] ReplaceResource(byte[] image, string resource, ReadOnlySpan<byte> content, int alignment)
    {
        using var reader = new PEReader([.. image]);
        PEHeaders headers = reader.PEHeaders;
        DirectoryEntry resources = headers.CorHeader!.ResourcesDirectory;
        Require(headers);
        MetadataReader metadata = reader.GetMetadataReader();
        int row = Row(metadata, resource);
        int end = resources.RelativeVirtualAddress + resources.Size;
        int start = checked(((end + sizeof(int) + alignment - 1) & -alignment) - sizeof(int));
        int last = checked(start + sizeof(int) + content.Length), page = headers.PEHeader!.SectionAlignment;
        int distance = checked((last - end + page - 1) & -page);
        var editor = new ImageEditor(image, headers, end, Offset(headers, resources.RelativeVirtualAddress) + resources.Size, distance);

        int place = editor.fromOffset + (start - end);
        editor.Write(place, content.Length);
        content.CopyTo(editor.bytes.AsSpan(place + sizeof(int)));
        editor.MoveHeaders();
        editor.MoveDebugDirectory();
        editor.MoveImports();
        editor.MoveRelocations();
        editor.MoveNativeResources();
        editor.MoveColumn(metadata, TableIndex.MethodDef);
        editor.MoveColumn(metadata, TableIndex.FieldRva);
        editor.Write(editor.RowOffset(metadata, TableIndex.ManifestResource, row), start - resources.RelativeVirtualAddress);
        editor.Write(headers.CorHeaderStartOffset + 28, last - resources.RelativeVirtualAddress);
        return editor.bytes;
    }

    private static void Require(PEHeaders headers)
    {
        PEHeader header = headers.PEHeader!;
        CorHeader cor = headers.CorHeader!;
        bool expected = (cor.Flags & CorFlags.ILOnly) != 0
            && cor.ManagedNativeHeaderDirectory.Size + cor.VtableFixupsDirectory.Size + cor.ExportAddressTableJumpsDirectory.Size + cor.CodeManagerTableDirectory.Size == 0
            && header.ExportTableDirectory.Size + header.ExceptionTableDirectory.Size + header.CertificateTableDirectory.Size + header.ThreadLocalStorageTableDirectory.Size == 0
            && header.LoadConfigTableDirectory.Size + header.BoundImportTableDirectory.Size + header.DelayImportTableDirectory.Size == 0
            && header.ImportAddressTableDirectory.RelativeVirtualAddress < cor.ResourcesDirectory.RelativeVirtualAddress;
        if (!expected)
        {
            throw new NotSupportedException("it is no assembly of IL alone, as the C# compiler writes them");
        }
    }

    /// <summary>The row of a resource, from 1 on.</summary>
    private static int Row(MetadataReader metadata, string name)
    {
        foreach (ManifestResourceHandle handle in metadata.ManifestResources)
        {
            ManifestResource resource = metadata.GetManifestResource(handle);
            if (resource.Implementation.IsNil && metadata.StringComparer.Equals(resource.Name, name))
            {
                return MetadataTokens.GetRowNumber(handle);
            }
        }

        throw new NotSupportedException($"it has no resource '{name}'");
    }

    private static int Offset(PEHeaders headers, int address)
    {
        int section = headers.GetContainingSectionIndex(address);
        return section >= 0
            ? address - headers.SectionHeaders[section].VirtualAddress + headers.SectionHeaders[section].PointerToRawData
            : throw new BadImageFormatException($"No section holds the address {address}.");
    }

    private void MoveHeaders()
    {
        int optional = headers.PEHeaderStartOffset, directories = optional + (is32 ? 96 : 112);
        Add(optional + 4, distance);
        MoveAddress(optional + 16);
        if (is32)
        {
            MoveAddress(optional + 24);
        }

        Add(optional + 56, distance);
        for (int i = 0; i < headers.PEHeader!.NumberOfRvaAndSizes; i++)
        {
            MoveAddress(directories + (8 * i));
        }

        for (int directory = 8; directory <= 64; directory += directory == 8 ? 16 : 8)
        {
            MoveAddress(headers.CorHeaderStartOffset + directory);
        }

        int first = optional + headers.CoffHeader.SizeOfOptionalHeader, section = 0;
        foreach (SectionHeader header in headers.SectionHeaders)
        {
            int at = first + (40 * section++);
            if (header.PointerToRawData > fromOffset)
            {
                Add(at + 12, distance);
                Add(at + 20, distance);
            }
            else if (header.VirtualAddress < from && from <= header.VirtualAddress + header.VirtualSize)
            {
                Add(at + 8, distance);
                Add(at + 16, distance);
            }
        }
    }

    private void MoveDebugDirectory()
    {
        DirectoryEntry debug = headers.PEHeader!.DebugTableDirectory;
        for (int i = 0; i < debug.Size; i += 28)
        {
            int entry = NewOffset(debug.RelativeVirtualAddress) + i;
            if (Read(entry + 20) >= from)
            {
                Add(entry + 20, distance);
                Add(entry + 24, distance);
            }
        }
    }

    private void MoveImports()
    {
        if (headers.PEHeader!.ImportTableDirectory.Size == 0)
        {
            return;
        }

        for (int entry = NewOffset(headers.PEHeader.ImportTableDirectory.RelativeVirtualAddress); Read(entry) != 0; entry += 20)
        {
            MoveThunks(Read(entry));
            MoveThunks(Read(entry + 16));
            MoveAddress(entry);
            MoveAddress(entry + 12);
            MoveAddress(entry + 16);
        }
    }

    /// <summary>The names that an import table points to, up to a zero.</summary>
    private void MoveThunks(int address)
    {
        for (int thunk = NewOffset(address); Read(thunk) != 0; thunk += is32 ? 4 : 8)
        {
            MoveAddress(thunk);
        }
    }

    private void MoveRelocations()
    {
        DirectoryEntry relocations = headers.PEHeader!.BaseRelocationTableDirectory;
        for (int done = 0, size; done < relocations.Size; done += size)
        {
            int block = NewOffset(relocations.RelativeVirtualAddress) + done, page = Read(block);
            size = Read(block + 4);
            for (int i = 8; i < size; i += 2)
            {
                int entry = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(block + i));
                if (entry >> 12 != 0 && page + (entry & 0xFFF) < from)
                {
                    throw new NotSupportedException("it has addresses to relocate where the C# compiler writes none");
                }
            }

            Add(block, distance);
            if (size < 8)
            {
                throw new BadImageFormatException("A block of relocations is too short.");
            }
        }
    }

    private void MoveNativeResources()
    {
        DirectoryEntry resources = headers.PEHeader!.ResourceTableDirectory;
        if (resources.Size > 0)
        {
            int root = NewOffset(resources.RelativeVirtualAddress);
            MoveNativeResources(root, root, depth: 0);
        }
    }

    /// <summary>A directory of the tree of types, names and languages.</summary>
    private void MoveNativeResources(int root, int directory, int depth)
    {
        const int Deepest = 3;
        int count = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(directory + 12)) + BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(directory + 14));
        for (int i = 0; i < count; i++)
        {
            int child = Read(directory + 16 + (8 * i) + 4), place = root + (child & int.MaxValue);
            if (child >= 0)
            {
                MoveAddress(place);
            }
            else if (depth < Deepest)
            {
                MoveNativeResources(root, place, depth + 1);
            }
            else
            {
                throw new BadImageFormatException("The tree of native resources is too deep.");
            }
        }
    }

    /// <summary>The addresses in the first column of a table.</summary>
    private void MoveColumn(MetadataReader metadata, TableIndex table)
    {
        for (int row = 1; row <= metadata.GetTableRowCount(table); row++)
        {
            MoveAddress(RowOffset(metadata, table, row));
        }
    }

    private int RowOffset(MetadataReader metadata, TableIndex table, int row) =>
        NewOffset(headers.CorHeader!.MetadataDirectory.RelativeVirtualAddress) + metadata.GetTableMetadataOffset(table) + ((row - 1) * metadata.GetTableRowSize(table));

    /// <summary>Where in the new file an old address lies.</summary>
    private int NewOffset(int address) => Offset(headers, address) is var offset && address >= from ? offset + distance : offset;

    private void MoveAddress(int offset)
    {
        if (Read(offset) >= from)
        {
            Add(offset, distance);
        }
    }

    private void Add(int offset, int amount) => Write(offset, checked(Read(offset) + amount));

    private int Read(int offset) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(offset));

    private void Write(int offset, int value) => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(offset), value);
}

using System;
using System.IO;
using System.IO.MemoryMappedFiles;

namespace ModelGen;

/// <summary>A memory-mapped file, unmapped when the source is collected.</summary>
internal sealed class MappedFileSource : WeightSource
{
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;

    private MappedFileSource(string path, MemoryMappedFile file, long length)
        : base(path)
    {
        this.file = file;
        Length = length;
        view = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
    }

    public override long Length { get; }

    /// <summary>Maps a file; an empty one, which cannot be mapped, becomes an empty source.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static WeightSource Open(string path)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        try
        {
            if (stream.Length == 0)
            {
                stream.Dispose();
                return new MemorySource(path, ReadOnlyMemory<byte>.Empty);
            }

            MemoryMappedFile file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
            return new MappedFileSource(path, file, stream.Length);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public override void Read(long offset, Span<byte> destination) => view.SafeMemoryMappedViewHandle.ReadSpan((ulong)offset, destination);
}

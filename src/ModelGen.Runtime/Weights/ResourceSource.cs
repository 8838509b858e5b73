using System;
using System.IO;

namespace ModelGen;

/// <summary>An embedded resource, read where the loader mapped it.</summary>
internal sealed unsafe class ResourceSource : WeightSource
{
    private readonly UnmanagedMemoryStream stream;
    private readonly byte* start;

    /// <summary>Over the whole stream, which keeps its assembly loaded.</summary>
    public ResourceSource(string name, UnmanagedMemoryStream stream)
        : base(name)
    {
        this.stream = stream;
        Length = stream.Length;
        stream.Position = 0;
        start = stream.PositionPointer;
    }

    public override long Length { get; }

    public override void Read(long offset, Span<byte> destination)
    {
        new ReadOnlySpan<byte>(start + offset, destination.Length).CopyTo(destination);
        GC.KeepAlive(stream);
    }
}

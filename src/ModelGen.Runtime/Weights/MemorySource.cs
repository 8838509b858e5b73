using System;

namespace ModelGen;

/// <summary>Bytes in managed memory.</summary>
internal sealed class MemorySource(string name, ReadOnlyMemory<byte> bytes) : WeightSource(name)
{
    public override long Length => bytes.Length;

    public override void Read(long offset, Span<byte> destination) => bytes.Span.Slice((int)offset, destination.Length).CopyTo(destination);
}

using System;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ModelGen;

/// <summary>The values of a tensor, as the bytes that a file would hold.</summary>
internal sealed class TensorSource(string name, Tensor tensor) : WeightSource(name)
{
    public override long Length => 4L * tensor.Floats.Length;

    public override void Read(long offset, Span<byte> destination)
    {
        ReadOnlySpan<float> values = tensor.Floats.AsSpan((int)(offset / 4), destination.Length / 4);
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(values).CopyTo(destination);
            return;
        }

        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(destination[(4 * i)..], values[i]);
        }
    }
}

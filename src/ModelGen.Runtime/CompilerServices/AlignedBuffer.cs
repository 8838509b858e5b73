using System.Runtime.InteropServices;

namespace ModelGen.CompilerServices;

/// <summary>
/// Memory that starts at a cache line, does not move, and can be read a little beyond its end: kernels load whole vectors at the end of
/// a tensor. It is released when the buffer is collected, so whoever uses its address keeps a reference to the buffer.
/// </summary>
internal sealed unsafe class AlignedBuffer
{
    /// <summary>A cache line, and the widest vector.</summary>
    public const int Alignment = 64;

    /// <summary>Bytes that may be read, but never written, beyond the end.</summary>
    public const int SlackBytes = 256;

    /// <summary>A buffer of zeros.</summary>
    /// <param name="length">In bytes.</param>
    public AlignedBuffer(long length)
    {
        nuint size = checked((nuint)length + SlackBytes);
        Start = (byte*)NativeMemory.AlignedAlloc(size, Alignment);
        NativeMemory.Clear(Start, size);
    }

    ~AlignedBuffer() => NativeMemory.AlignedFree(Start);

    /// <summary>The first byte.</summary>
    public byte* Start { get; }

    /// <summary>The least multiple of <see cref="Alignment"/> that is not below <paramref name="length"/>.</summary>
    public static long Align(long length) => checked(length + Alignment - 1) & -Alignment;
}

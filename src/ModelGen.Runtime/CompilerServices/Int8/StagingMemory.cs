using System;

namespace ModelGen.CompilerServices;

/// <summary>Where a thread stages what a tile multiplies, in the form that the instruction set wants.</summary>
internal static unsafe class StagingMemory
{
    [ThreadStatic]
    private static AlignedBuffer? buffer;

    [ThreadStatic]
    private static nint bufferLength;

    /// <summary>The memory that the calling thread has, if any.</summary>
    public static ReadOnlySpan<byte> Rented => buffer is null ? default : new ReadOnlySpan<byte>(buffer.Start, (int)bufferLength);

    /// <summary>Memory of the calling thread until it asks again; it is kept for the next time.</summary>
    /// <param name="length">In bytes.</param>
    public static byte* Rent(nint length)
    {
        if (buffer is null || bufferLength < length)
        {
            buffer = new AlignedBuffer(length);
            bufferLength = length;
        }

        return buffer.Start;
    }
}

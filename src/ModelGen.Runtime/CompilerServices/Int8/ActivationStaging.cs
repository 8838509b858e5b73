using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.CompilerServices;

/// <summary>Where a thread stages the windows of a tile's pixels for <see cref="AmxProduct{M}"/>, and how.</summary>
internal static unsafe class ActivationStaging
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

    /// <summary>Copies a window, its runs one behind the other, and spreads its first step as <see cref="AmxPlan"/> says.</summary>
    public static void Copy(ref readonly Int8TileArguments arguments, byte* x, byte* window)
    {
        nint length = arguments.Quads * Int8TileArguments.QuadLength, missing = arguments.Amx.Missing * Int8TileArguments.QuadLength;
        byte* target = window + missing;
        for (nint outer = 0; outer < arguments.OuterRuns; outer++, x += arguments.OuterStride)
        {
            byte* source = x;
            for (nint run = 0; run < arguments.Runs; run++, source += arguments.RunStride, target += length)
            {
                CopyRun(source, target, length);
            }
        }

        if (missing > 0)
        {
            int step = (int)(arguments.Amx.Depth * Int8TileArguments.QuadLength), first = step - (int)missing;
            new Span<byte>(window + missing, first).CopyTo(new Span<byte>(window, first));
            new Span<byte>(window + first, (int)missing).Clear();
        }
    }

    /// <summary>Copies whole quads, at least one, and touches nothing else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyRun(byte* source, byte* target, nint length)
    {
        if (length >= Vector512<byte>.Count)
        {
            nint last = length - Vector512<byte>.Count;
            for (nint i = 0; i < last; i += Vector512<byte>.Count)
            {
                Vector512.Store(Vector512.Load(source + i), target + i);
            }

            Vector512.Store(Vector512.Load(source + last), target + last);
        }
        else if (length >= Vector256<byte>.Count)
        {
            nint last = length - Vector256<byte>.Count;
            Vector256<byte> head = Vector256.Load(source), tail = Vector256.Load(source + last);
            Vector256.Store(head, target);
            Vector256.Store(tail, target + last);
        }
        else if (length >= Vector128<byte>.Count)
        {
            nint last = length - Vector128<byte>.Count;
            Vector128<byte> head = Vector128.Load(source), tail = Vector128.Load(source + last);
            Vector128.Store(head, target);
            Vector128.Store(tail, target + last);
        }
        else
        {
            for (nint i = 0; i < length; i += sizeof(uint))
            {
                Unsafe.WriteUnaligned(target + i, Unsafe.ReadUnaligned<uint>(source + i));
            }
        }
    }
}

using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.CompilerServices;

/// <summary>Stages the windows of a tile's pixels for <see cref="AmxProduct{M}"/>.</summary>
internal static unsafe class ActivationStaging
{
    /// <summary>Copies a window, its runs one behind the other, and spreads its first step as <see cref="AmxPlan"/> says.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy(ref readonly Int8TileArguments arguments, byte* x, byte* window)
    {
        nint length = arguments.Quads * Int8TileArguments.QuadLength, missing = arguments.Amx.Missing * Int8TileArguments.QuadLength;

        // In locals, for what is stored might lie in the arguments as far as the compiler knows.
        nint outerRuns = arguments.OuterRuns, outerStride = arguments.OuterStride, runs = arguments.Runs, runStride = arguments.RunStride;
        byte* target = window + missing;
        for (nint outer = 0; outer < outerRuns; outer++, x += outerStride)
        {
            byte* source = x;
            for (nint run = 0; run < runs; run++, source += runStride, target += length)
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

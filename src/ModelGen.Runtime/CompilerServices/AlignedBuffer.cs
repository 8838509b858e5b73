using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelGen.CompilerServices;

/// <summary>
/// Single-precision elements that start at a cache line. Kernels load whole vectors at the end of a tensor, so the buffer is longer than
/// what it holds by <see cref="Slack"/> elements.
/// </summary>
internal sealed class AlignedBuffer
{
    /// <summary>Elements that may be read, but never written, beyond the end.</summary>
    public const int Slack = 64;

    private const int LineBytes = 64;
    private readonly float[] array;
    private readonly int first;

    /// <summary>A buffer of zeros.</summary>
    public AlignedBuffer(int length)
    {
        array = GC.AllocateArray<float>(checked(length + Slack + (LineBytes / sizeof(float))), pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
        first = (int)(((-address) & (LineBytes - 1)) / sizeof(float));
        Length = length;
    }

    /// <summary>The elements that it holds.</summary>
    public int Length { get; }

    /// <summary>The first element.</summary>
    public ref float First
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array), first);
    }

    /// <summary>All elements.</summary>
    public Span<float> Span => array.AsSpan(first, Length);
}

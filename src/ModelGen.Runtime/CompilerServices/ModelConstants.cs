using System;
using System.Runtime.CompilerServices;

namespace ModelGen.CompilerServices;

/// <summary>
/// The packed constants of a linked model, of any element types: memory shared by all contexts and never written again. Each constant
/// starts at a multiple of <see cref="AlignedBuffer.Alignment"/>; <see cref="AlignedBuffer.SlackBytes"/> can be read beyond its end.
/// </summary>
internal sealed unsafe class ModelConstants
{
    /// <summary>Keeps the memory.</summary>
    private readonly object owner;
    private readonly byte* start;
    private readonly ConstantPlace[] places;

    /// <summary>Constants in some memory.</summary>
    /// <param name="owner">What keeps the memory while it is referenced.</param>
    /// <param name="start">The first byte of the memory.</param>
    /// <param name="places">Where each constant lies in it.</param>
    public ModelConstants(object owner, byte* start, ConstantPlace[] places)
    {
        this.owner = owner;
        this.start = start;
        this.places = places;
    }

    /// <summary>The number of constants.</summary>
    public int Count => places.Length;

    /// <summary>The first element of a single-precision constant.</summary>
    public ref float this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.AsRef<float>(start + places[index].Offset);
    }

    /// <summary>The bytes of a constant, valid while these constants are referenced.</summary>
    public ReadOnlySpan<byte> Bytes(int index) => new(start + places[index].Offset, checked((int)places[index].Length));
}

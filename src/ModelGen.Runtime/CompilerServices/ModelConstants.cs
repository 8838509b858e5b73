using System.Runtime.CompilerServices;

namespace ModelGen.CompilerServices;

/// <summary>The packed constants of a linked model: one aligned block, shared by all contexts and never written again.</summary>
internal sealed class ModelConstants
{
    private readonly AlignedBuffer buffer;
    private readonly int[] offsets;

    internal ModelConstants(AlignedBuffer buffer, int[] offsets)
    {
        this.buffer = buffer;
        this.offsets = offsets;
    }

    /// <summary>The first element of a constant.</summary>
    public ref float this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref buffer.First, offsets[index]);
    }
}

using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace ModelGen.CompilerServices;

/// <summary>The indices that a Gather follows.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GatherIndex
{
    /// <summary>Refuses an index outside of the slices.</summary>
    /// <param name="index">The index.</param>
    /// <param name="position">Its position among the indices.</param>
    /// <param name="extent">The number of slices.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is below 0 or not below <paramref name="extent"/>.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Check(int index, nint position, int extent)
    {
        if ((uint)index >= (uint)extent)
        {
            Throw(index, position, extent);
        }
    }

    [DoesNotReturn]
    private static void Throw(int index, nint position, int extent) =>
        throw new ArgumentOutOfRangeException(
            nameof(index), index, $"The index at position {position} is {index}, but it must be in 0 … {extent - 1}: Gather chooses among {extent} slices.");
}

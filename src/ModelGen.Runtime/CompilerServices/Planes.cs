using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelGen.CompilerServices;

/// <summary>Images that lie in planes with a halo of one value. Strides and lengths are in elements.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Planes
{
    /// <summary>Zeroes the halo.</summary>
    /// <param name="start">The start of the first plane's buffer, halo included.</param>
    /// <param name="planes">The number of planes.</param>
    /// <param name="planeStride">From plane to plane.</param>
    /// <param name="rows">The rows inside the halo.</param>
    /// <param name="rowStride">From row to row.</param>
    /// <param name="rowLength">The elements of a row inside the halo.</param>
    /// <param name="above">The elements of a plane before its first row.</param>
    public static void ClearHalo(ref float start, int planes, int planeStride, int rows, int rowStride, int rowLength, int above) =>
        FillHalo(ref start, 0, planes, planeStride, rows, rowStride, rowLength, above);

    /// <summary>Fills the halo with one value: for bytes, the zero point.</summary>
    /// <inheritdoc cref="ClearHalo"/>
    public static void FillHalo<T>(ref T start, T value, int planes, int planeStride, int rows, int rowStride, int rowLength, int above)
        where T : struct
    {
        for (int plane = 0; plane < planes; plane++)
        {
            ref T first = ref Unsafe.Add(ref start, (nint)plane * planeStride);
            MemoryMarshal.CreateSpan(ref first, above).Fill(value);
            int end = above + rowLength;
            for (int row = 1; row < rows; row++, end += rowStride)
            {
                MemoryMarshal.CreateSpan(ref Unsafe.Add(ref first, end), rowStride - rowLength).Fill(value);
            }

            MemoryMarshal.CreateSpan(ref Unsafe.Add(ref first, end), planeStride - end).Fill(value);
        }
    }

    /// <summary>Copies a caller's dense values into rows of planes.</summary>
    public static void CopyIn<T, TArena>(ReadOnlySpan<T> source, ref TArena destination, int planes, int planeStride, int rows, int rowStride, int rowLength)
        where T : struct
        where TArena : struct
    {
        ref T first = ref Unsafe.As<TArena, T>(ref destination);
        for (int plane = 0, from = 0; plane < planes; plane++)
        {
            for (int row = 0; row < rows; row++, from += rowLength)
            {
                source.Slice(from, rowLength).CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref first, ((nint)plane * planeStride) + ((nint)row * rowStride)), rowLength));
            }
        }
    }

    /// <summary>Copies rows of planes to a caller's dense values.</summary>
    public static void CopyOut<T, TArena>(ref TArena source, Span<T> destination, int planes, int planeStride, int rows, int rowStride, int rowLength)
        where T : struct
        where TArena : struct
    {
        ref T first = ref Unsafe.As<TArena, T>(ref source);
        for (int plane = 0, to = 0; plane < planes; plane++)
        {
            for (int row = 0; row < rows; row++, to += rowLength)
            {
                MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref first, ((nint)plane * planeStride) + ((nint)row * rowStride)), rowLength).CopyTo(destination.Slice(to, rowLength));
            }
        }
    }
}

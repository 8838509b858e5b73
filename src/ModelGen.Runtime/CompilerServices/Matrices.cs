using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.CompilerServices;

/// <summary>Matrices whose rows lie evenly spaced.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Matrices
{
    private const int Block = 4;

    /// <summary>Writes element (c, r) of the source to (r, c) of the target, in blocks of four by four.</summary>
    /// <param name="source">The first element of a matrix of <paramref name="columns"/> rows and <paramref name="rows"/> columns.</param>
    /// <param name="sourceStride">From row to row of the source, in elements.</param>
    /// <param name="target">The first element of a matrix of <paramref name="rows"/> rows and <paramref name="columns"/> columns.</param>
    /// <param name="targetStride">From row to row of the target, in elements.</param>
    /// <param name="rows">The rows of the target.</param>
    /// <param name="columns">The columns of the target.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(ref float source, nint sourceStride, ref float target, nint targetStride, int rows, int columns)
    {
        int column = 0;
        for (; column <= columns - Block; column += Block)
        {
            ref float from = ref Unsafe.Add(ref source, column * sourceStride);
            ref float to = ref Unsafe.Add(ref target, column);
            int row = 0;
            for (; row <= rows - Block; row += Block)
            {
                TransposeBlock(ref Unsafe.Add(ref from, row), sourceStride, ref Unsafe.Add(ref to, row * targetStride), targetStride);
            }

            Copy(ref Unsafe.Add(ref from, row), sourceStride, ref Unsafe.Add(ref to, row * targetStride), targetStride, rows - row, Block);
        }

        Copy(ref Unsafe.Add(ref source, column * sourceStride), sourceStride, ref Unsafe.Add(ref target, column), targetStride, rows, columns - column);
    }

    /// <summary>The same for matrices of bytes.</summary>
    /// <inheritdoc cref="Transpose(ref float, nint, ref float, nint, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(ref byte source, nint sourceStride, ref byte target, nint targetStride, int rows, int columns) =>
        Copy(ref source, sourceStride, ref target, targetStride, rows, columns);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy<T>(ref T source, nint sourceStride, ref T target, nint targetStride, int rows, int columns)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                Unsafe.Add(ref target, (row * targetStride) + column) = Unsafe.Add(ref source, (column * sourceStride) + row);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeBlock(ref float source, nint sourceStride, ref float target, nint targetStride)
    {
        Vector128<float> a = Vector128.LoadUnsafe(ref source);
        Vector128<float> b = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, sourceStride));
        Vector128<float> c = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, 2 * sourceStride));
        Vector128<float> d = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, 3 * sourceStride));

        // The even and the odd rows of the source, element by element in turn.
        Vector128<float> acLow = Low(a, c), acHigh = High(a, c), bdLow = Low(b, d), bdHigh = High(b, d);
        Low(acLow, bdLow).StoreUnsafe(ref target);
        High(acLow, bdLow).StoreUnsafe(ref Unsafe.Add(ref target, targetStride));
        Low(acHigh, bdHigh).StoreUnsafe(ref Unsafe.Add(ref target, 2 * targetStride));
        High(acHigh, bdHigh).StoreUnsafe(ref Unsafe.Add(ref target, 3 * targetStride));
    }

    /// <summary>The lower halves, element by element in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Low(Vector128<float> a, Vector128<float> b) =>
        InTurn(Vector128.Shuffle(a, Vector128.Create(0, 0, 1, 1)), Vector128.Shuffle(b, Vector128.Create(0, 0, 1, 1)));

    /// <summary>The upper halves, element by element in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> High(Vector128<float> a, Vector128<float> b) =>
        InTurn(Vector128.Shuffle(a, Vector128.Create(2, 2, 3, 3)), Vector128.Shuffle(b, Vector128.Create(2, 2, 3, 3)));

    /// <summary>The even elements of one vector, the odd ones of the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> InTurn(Vector128<float> even, Vector128<float> odd) =>
        Vector128.ConditionalSelect(Vector128.Create(-1, 0, -1, 0).AsSingle(), even, odd);
}

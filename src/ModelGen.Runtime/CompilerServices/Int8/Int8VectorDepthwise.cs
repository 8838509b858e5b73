using System.Runtime.CompilerServices;

namespace ModelGen.CompilerServices;

/// <summary>
/// Depthwise convolutions of bytes on an instruction set: the rows under a few pixels are interleaved to quads of taps below each other once,
/// then every tap of a row adds the products of such a quad, for two rows of the result if they share it.
/// </summary>
internal static unsafe class Int8VectorDepthwise<D, V, X, W, L>
    where D : struct, IInt8Dot<V, X, W>
    where V : struct
    where X : struct
    where W : struct
    where L : struct, IVectorBytes
{
    private const int Line = 64, Quad = 4;

    /// <inheritdoc cref="IInt8Tile.Depthwise"/>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref Int8DepthwiseArguments arguments, ref readonly byte x, int rows, int pixels, int channels, ref byte y)
    {
        fixed (Int8DepthwiseArguments* a = &arguments)
        {
            byte* source = (byte*)Unsafe.AsPointer(ref Unsafe.AsRef(in x));
            int strip = Quad * L.Count, quads = a->Quads, column = quads * strip;

            // Half of the vectors where the other halves would hold nothing.
            int used = L.Count > 32 && channels <= 32 ? 32 : L.Count;
            int columns = ((pixels - 1) * a->ColumnStep) + ((a->Width - 1) * a->TapStep) + 1, present = a->Height + rows - 1;
            byte* band = stackalloc byte[(columns * column) + Line];
            int* sums = stackalloc int[(rows * pixels * L.Count) + (Line / sizeof(int))];
            band = (byte*)((nint)(band + Line - 1) & -Line);
            sums = (int*)((nint)((byte*)sums + Line - 1) & -Line);
            for (int quad = 0; quad < quads; quad++)
            {
                ByteInterleave.Run(
                    Row(a, source, Quad * quad, present),
                    Row(a, source, (Quad * quad) + 1, present),
                    Row(a, source, (Quad * quad) + 2, present),
                    Row(a, source, (Quad * quad) + 3, present),
                    columns,
                    a->PixelStride,
                    used,
                    band + (quad * strip),
                    L.Count,
                    column);
            }

            for (int part = 0; part < used; part += D.Lanes * sizeof(int))
            {
                if (typeof(D) == typeof(PairDot256) && ThreeColumns256.Applies(a))
                {
                    ThreeColumns256.Sum(a, band, rows, pixels, sums);
                }
                else if (rows == 2)
                {
                    TwoRows(a, band + part, column, part, pixels, sums + (part / sizeof(int)));
                }
                else
                {
                    OneRow(a, band + part, column, part, pixels, sums + (part / sizeof(int)));
                }
            }

            DepthwiseResult.Store(a, sums, rows, pixels, channels, ref y);
        }
    }

    /// <summary>The row under a tap; where the tap has none, and zero weights, any row.</summary>
    private static byte* Row(Int8DepthwiseArguments* a, byte* source, int tap, int present) => source + (tap < present ? tap * a->TapRowStride : 0);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TwoRows(Int8DepthwiseArguments* a, byte* band, nint column, nint part, int pixels, int* sums)
    {
        nint vector = L.Count, quad = Quad * vector, step = a->ColumnStep * column, tap = a->TapStep * column, row = a->Width * column;
        int width = a->Width, quads = a->Quads;
        for (int pixel = 0; pixel < pixels; pixel++, band += step, sums += vector)
        {
            V a0 = D.Zero, a1 = D.Zero, a2 = D.Zero, a3 = D.Zero, b0 = D.Zero, b1 = D.Zero, b2 = D.Zero, b3 = D.Zero;
            V c0 = D.Zero, c1 = D.Zero, c2 = D.Zero, c3 = D.Zero, d0 = D.Zero, d1 = D.Zero, d2 = D.Zero, d3 = D.Zero;
            byte* weights = a->Weights + part, first = band;
            for (int w = 0; w < width; w++, first += tap)
            {
                byte* x = first;
                for (int q = 0; q < quads; q++, x += quad, weights += quad)
                {
                    X value = D.Quads(x);
                    W weight = D.Weights(weights);
                    a0 = D.Add(a0, value, weight);
                    c0 = D.Correct(c0, weight);
                    weight = D.Weights(weights + row);
                    b0 = D.Add(b0, value, weight);
                    d0 = D.Correct(d0, weight);
                    value = D.Quads(x + vector);
                    weight = D.Weights(weights + vector);
                    a1 = D.Add(a1, value, weight);
                    c1 = D.Correct(c1, weight);
                    weight = D.Weights(weights + row + vector);
                    b1 = D.Add(b1, value, weight);
                    d1 = D.Correct(d1, weight);
                    value = D.Quads(x + (2 * vector));
                    weight = D.Weights(weights + (2 * vector));
                    a2 = D.Add(a2, value, weight);
                    c2 = D.Correct(c2, weight);
                    weight = D.Weights(weights + row + (2 * vector));
                    b2 = D.Add(b2, value, weight);
                    d2 = D.Correct(d2, weight);
                    value = D.Quads(x + (3 * vector));
                    weight = D.Weights(weights + (3 * vector));
                    a3 = D.Add(a3, value, weight);
                    c3 = D.Correct(c3, weight);
                    weight = D.Weights(weights + row + (3 * vector));
                    b3 = D.Add(b3, value, weight);
                    d3 = D.Correct(d3, weight);
                }
            }

            nint lanes = vector / sizeof(int);
            int* next = sums + (pixels * vector);
            D.Store(a0, c0, sums);
            D.Store(a1, c1, sums + lanes);
            D.Store(a2, c2, sums + (2 * lanes));
            D.Store(a3, c3, sums + (3 * lanes));
            D.Store(b0, d0, next);
            D.Store(b1, d1, next + lanes);
            D.Store(b2, d2, next + (2 * lanes));
            D.Store(b3, d3, next + (3 * lanes));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneRow(Int8DepthwiseArguments* a, byte* band, nint column, nint part, int pixels, int* sums)
    {
        nint vector = L.Count, quad = Quad * vector, step = a->ColumnStep * column, tap = a->TapStep * column;
        int width = a->Width, quads = a->Quads;
        for (int pixel = 0; pixel < pixels; pixel += 2, band += 2 * step, sums += 2 * vector)
        {
            // The last one of an odd number is computed twice.
            nint neighbour = pixel + 1 < pixels ? step : 0;
            V a0 = D.Zero, a1 = D.Zero, a2 = D.Zero, a3 = D.Zero, b0 = D.Zero, b1 = D.Zero, b2 = D.Zero, b3 = D.Zero;
            V c0 = D.Zero, c1 = D.Zero, c2 = D.Zero, c3 = D.Zero;
            byte* weights = a->Weights + part, first = band;
            for (int w = 0; w < width; w++, first += tap)
            {
                byte* x = first;
                for (int q = 0; q < quads; q++, x += quad, weights += quad)
                {
                    W weight = D.Weights(weights);
                    a0 = D.Add(a0, D.Quads(x), weight);
                    b0 = D.Add(b0, D.Quads(x + neighbour), weight);
                    c0 = D.Correct(c0, weight);
                    weight = D.Weights(weights + vector);
                    a1 = D.Add(a1, D.Quads(x + vector), weight);
                    b1 = D.Add(b1, D.Quads(x + neighbour + vector), weight);
                    c1 = D.Correct(c1, weight);
                    weight = D.Weights(weights + (2 * vector));
                    a2 = D.Add(a2, D.Quads(x + (2 * vector)), weight);
                    b2 = D.Add(b2, D.Quads(x + neighbour + (2 * vector)), weight);
                    c2 = D.Correct(c2, weight);
                    weight = D.Weights(weights + (3 * vector));
                    a3 = D.Add(a3, D.Quads(x + (3 * vector)), weight);
                    b3 = D.Add(b3, D.Quads(x + neighbour + (3 * vector)), weight);
                    c3 = D.Correct(c3, weight);
                }
            }

            nint lanes = vector / sizeof(int);
            int* next = neighbour == 0 ? sums : sums + vector;
            D.Store(b0, c0, next);
            D.Store(b1, c1, next + lanes);
            D.Store(b2, c2, next + (2 * lanes));
            D.Store(b3, c3, next + (3 * lanes));
            D.Store(a0, c0, sums);
            D.Store(a1, c1, sums + lanes);
            D.Store(a2, c2, sums + (2 * lanes));
            D.Store(a3, c3, sums + (3 * lanes));
        }
    }
}

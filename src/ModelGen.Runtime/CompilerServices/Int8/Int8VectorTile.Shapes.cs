// Written by src/ModelGen.TileAssembler; a test holds that it is up to date.
using System.Runtime.CompilerServices;

namespace ModelGen.CompilerServices;

/// <content>The passes for each number of pixels and of vectors of channels.</content>
internal static unsafe partial class Int8VectorTile<D, V, X, W>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pass(Int8TileArguments* a, int pixel, int pixels, int vector, int vectors, int channels)
    {
        switch ((vectors, pixels))
        {
            case (1, 1):
                Pass1x1(a, pixel, vector, channels);
                break;
            case (1, 2):
                Pass2x1(a, pixel, vector, channels);
                break;
            case (1, 3):
                Pass3x1(a, pixel, vector, channels);
                break;
            case (1, 4):
                Pass4x1(a, pixel, vector, channels);
                break;
            case (1, 5):
                Pass5x1(a, pixel, vector, channels);
                break;
            case (1, 6):
                Pass6x1(a, pixel, vector, channels);
                break;
            case (2, 1):
                Pass1x2(a, pixel, vector, channels);
                break;
            case (2, 2):
                Pass2x2(a, pixel, vector, channels);
                break;
            case (2, 3):
                Pass3x2(a, pixel, vector, channels);
                break;
            case (2, 4):
                Pass4x2(a, pixel, vector, channels);
                break;
            case (2, 5):
                Pass5x2(a, pixel, vector, channels);
                break;
            case (2, 6):
                Pass6x2(a, pixel, vector, channels);
                break;
            case (3, 1):
                Pass1x3(a, pixel, vector, channels);
                break;
            case (3, 2):
                Pass2x3(a, pixel, vector, channels);
                break;
            case (3, 3):
                Pass3x3(a, pixel, vector, channels);
                break;
            case (3, 4):
                Pass4x3(a, pixel, vector, channels);
                break;
            case (4, 1):
                Pass1x4(a, pixel, vector, channels);
                break;
            case (4, 2):
                Pass2x4(a, pixel, vector, channels);
                break;
            case (4, 3):
                Pass3x4(a, pixel, vector, channels);
                break;
            case (4, 4):
                Pass4x4(a, pixel, vector, channels);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pass1x1(Int8TileArguments* a, int pixel, int vector, int channels)
    {
        byte* x0 = a->Pixel(pixel);
        byte* w0 = Weights(a, vector);
        V s00 = D.Zero;
        V c0 = D.Zero;
        nint quads = a->Quads * Int8TileArguments.QuadLength, line = 0;
        for (nint outer = 0; outer < a->OuterRuns; outer++)
        {
            nint start = outer * a->OuterStride;
            for (nint run = 0; run < a->Runs; run++, start += a->RunStride)
            {
                for (nint k = start; k < start + quads; k += Int8TileArguments.QuadLength, line += Int8TileArguments.QuadBytes)
                {
                    W u0 = D.Weights(w0 + line);
                    c0 = D.Correct(c0, u0);
                    X x = D.Activations(x0 + k);
                    s00 = D.Add(s00, x, u0);
                }
            }
        }

        int* y = a->Sums + (pixel * channels) + (vector * D.Lanes);
        D.Store(s00, c0, y);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pass2x1(Int8TileArguments* a, int pixel, int vector, int channels)
    {
        byte* x0 = a->Pixel(pixel), x1 = a->Pixel(pixel + 1);
        byte* w0 = Weights(a, vector);
        V s00 = D.Zero;
        V s10 = D.Zero;
        V c0 = D.Zero;
        nint quads = a->Quads * Int8TileArguments.QuadLength, line = 0;
        for (nint outer = 0; outer < a->OuterRuns; outer++)
        {
            nint start = outer * a->OuterStride;
            for (nint run = 0; run < a->Runs; run++, start += a->RunStride)
            {
                for (nint k = start; k < start + quads; k += Int8TileArguments.QuadLength, line += Int8TileArguments.QuadBytes)
                {
                    W u0 = D.Weights(w0 + line);
                    c0 = D.Correct(c0, u0);
                    X x = D.Activations(x0 + k);
                    s00 = D.Add(s00, x, u0);
                    x = D.Activations(x1 + k);
                    s10 = D.Add(s10, x, u0);
                }
            }
        }

        int* y = a->Sums + (pixel * channels) + (vector * D.Lanes);
        D.Store(s00, c0, y);
        y += channels;
        D.Store(s10, c0, y);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pass3x1(Int8TileArguments* a, int pixel, int vector, int channels)
    {
        byte* x0 = a->Pixel(pixel), x1 = a->Pixel(pixel + 1), x2 = a->Pixel(pixel + 2);
        byte* w0 = Weights(a, vector);
        V s00 = D.Zero;
        V s10 = D.Zero;
        V s20 = D.Zero;
        V c0 = D.Zero;
        nint quads = a->Quads * Int8TileArguments.QuadLength, line = 0;
        for (nint outer = 0; outer < a->OuterRuns; outer++)
        {
            nint start = outer * a->OuterStride;
            for (nint run = 0; run < a->Runs; run++, start += a->RunStride)
            {
                for (nint k = start; k < start + quads; k += Int8TileArguments.QuadLength, line += Int8TileArguments.QuadBytes)
                {
                    W u0 = D.Weights(w0 + line);
                    c0 = D.Correct(c0, u0);
                    X x = D.Activations(x0 + k);
                    s00 = D.Add(s00, x, u0);
                    x = D.Activations(x1 + k);
                    s10 = D.Add(s10, x, u0);
                    x = D.Activations(x2 + k);
                    s20 = D.Add(s20, x, u0);
                }
            }
        }

        int* y = a->Sums + (pixel * channels) + (vector * D.Lanes);
        D.Store(s00, c0, y);
        y += channels;
        D.Store(s10, c0, y);
        y += channels;
        D.Store(s20, c0, y);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pass4x1(Int8TileArguments* a, int pixel, int vector, int channels)
    {
        byte* x0 = a->Pixel(pixel), x1 = a->Pixel(pixel + 1), x2 = a->Pixel(pixel + 2), x3 = a->Pixel(pixel + 3);
        byte* w0 = Weights(a, vector);
        V s00 = D.Zero;
        V s10 = D.Zero;
        V s20 = D.Zero;
        V s30 = D.Zero;
        V c0 = D.Zero;
        nint quads = a->Quads * Int8TileArguments.QuadLength, line = 0;
        for (nint outer = 0; outer < a->OuterRuns; outer++)
        {
            nint start = outer * a->OuterStride;
            for (nint run = 0; run < a->Runs; run++, start += a->RunStride)
            {
                for (nint k = start; k < start + quads; k += Int8TileArguments.QuadLength, line += Int8TileArguments.QuadBytes)
                {
                    W u0 = D.Weights(w0 + line);
                    c0 = D.Correct(c0, u0);
                    X x = D.Activations(x0 + k);
                    s00 = D.Add(s00, x, u0);
                    x = D.Activations(x1 + k);
                    s10 = D.Add(s10, x, u0);
                    x = D.Activations(x2 + k);
                    s20 = D.Add(s20, x, u0);
                    x = D.Activations(x3 + k);
                    s30 = D.Add(s30, x, u0);
                }
            }
        }

        int* y = a->Sums + (pixel * channels) + (vector * D.Lanes);
        D.Store(s00, c0, y);
        y += channels;
        D.Store(s10, c0, y);
        y += channels;
        D.Store(s20, c0, y);
        y += channels;
        D.Store(s30, c0, y);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pass5x1(Int8TileArguments* a, int pixel, int vector, int channels)
    {
        byte* x0 = a->Pixel(pixel), x1 = a->Pixel(pixel + 1), x2 = a->Pixel(pixel + 2), x3 = a->Pixel(pixel + 3), x4 = a->Pixel(pixel + 4);
        byte* w0 = Weights(a, vector);
        V s00 = D.Zero;
        V s10 = D.Zero;
        V s20 = D.Zero;
        V s30 = D.Zero;
        V s40 = D.Zero;
        V c0 = D.Zero;
        nint quads = a->Quads * Int8TileArguments.QuadLength, line = 0;
        for (nint outer = 0; outer < a->OuterRuns; outer++)
        {
            nint start = outer * a->OuterStride;
            for (nint run = 0; run < a->Runs; run++, start += a->RunStride)
            {
                for (nint k = start; k < start + quads; k += Int8TileArguments.QuadLength, line += Int8TileArguments.QuadBytes)
                {
                    W u0 = D.Weights(w0 + line);
                    c0 = D.Correct(c0, u0);
                    X x = D.Activations(x0 + k);
                    s00 = D.Add(s00, x, u0);
                    x = D.Activations(x1 + k);
                    s10 = D.Add(s10, x, u0);
                    x = D.Activations(x2 + k);
                    s20 = D.Add(s20, x, u0);
                    x = D.Activations(x3 + k);
                    s30 = D.Add(s30, x, u0);
                    x = D.Activations(x4 + k);
                    s40 = D.Add(s40, x, u0);
                }
            }
        }

        int* y = a->Sums + (pixel * channels) + (vector * D.Lanes);
        D.Store(s00, c0, y);
        y += channels;
        D.Store(s10, c0, y);
        y += channels;
        D.Store(s20, c0, y);
        y += channels;
        D.Store(s30, c0, y);
        y += channels;
        D.Store(s40, c0, y);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pass6x1(Int8TileArguments* a, int pixel, int vector, int channels)
    {
        byte* x0 = a->Pixel(pixel), x1 = a->Pixel(pixel + 1), x2 = a->Pixel(pixel + 2), x3 = a->Pixel(pixel + 3), x4 = a->Pixel(pixel + 4), x5 = a->Pixel(pixel + 5);
        byte* w0 = Weights(a, vector);
        V s00 = D.Zero;
        V s10 = D.Zero;
        V s20 = D.Zero;
        V s30 = D.Zero;
        V s40 = D.Zero;
        V s50 = D.Zero;
        V c0 = D.Zero;
        nint quads = a->Quads * Int8TileArguments.QuadLength, line = 0;
        for (nint outer = 0; outer < a->OuterRuns; outer++)
        {
            nint start = outer * a->OuterStride;
            for (nint run = 0; run < a->Runs; run++, start += a->RunStride)
            {
                for (nint k = start; k < start + quads; k += Int8TileArguments.QuadLength, line += Int8TileArguments.QuadBytes)
                {
                    W u0 = D.Weights(w0 + line);
                    c0 = D.Correct(c0, u0);
                    X x = D.Activations(x0 + k);
                    s00 = D.Add(s00, x, u0);
                    x = D.Activations(x1 + k);
                    s10 = D.Add(s10, x, u0);
                    x = D.Activations(x2 + k);
                    s20 = D.Add(s20, x, u0);
                    x = D.Activations(x3 + k);
                    s30 = D.Add(s30, x, u0);
                    x = D.Activations(x4 + k);
                    s40 = D.Add(s40, x, u0);
                    x = D.Activations(x5 + k);
                    s50 = D.Add(s50, x, u0);
                }
            }
        }

        int* y = a->Sums + (pixel * channels) + (vector * D.Lanes);
        D.Store(s00, c0, y);
        y += channels;
        D.Store(s10, c0, y);
        y += channels;
        D.Store(s20, c0, y);
        y += channels;
        D.Store(s30, c0, y);
        y += channels;
        D.Store(s40, c0, y);
        y += channels;
        D.Store(s50, c0, y);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pass1x2(Int8TileArguments* a, int pixel, int vector, int channels)
    {
        byte* x0 = a->Pixel(pixel);
        byte* w0 = Weights(a, vector), w1 = Weights(a, vector + 1);
        V s00 = D.Zero, s01 = D.Zero;
        V c0 = D.Zero, c1 = D.Zero;
        nint quads = a->Quads * Int8TileArguments.QuadLength, line = 0;
        for (nint outer = 0; outer < a->OuterRuns; outer++)
        {
            nint start = outer * a->OuterStride;
            for (nint run = 0; run < a->Runs; run++, start += a->RunStride)
            {
                for (nint k = start; k < start + quads; k += Int8TileArguments.QuadLength, line += Int8TileArguments.QuadBytes)
                {
                    W u0 = D.Weights(w0 + line), u1 = D.Weights(w1 + line);
                    c0 = D.Correct(c0, u0); c1 = D.Correct(c1, u1);
                    X x = D.Activations(x0 + k);
                    s00 = D.Add(s00, x, u0); s01 = D.Add(s01, x, u1);
                }
            }
        }

        int* y = a->Sums + (pixel * channels) + (vector * D.Lanes);
        D.Store(s00, c0, y);
        D.Store(s01, c1, y + (1 * D.Lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pass2x2(Int8TileArguments* a, int pixel, int vector, int channels)
    {
        byte* x0 = a->Pixel(pixel), x1 = a->Pixel(pixel + 1);
        byte* w0 = Weights(a, vector), w1 = Weights(a, vector + 1);
        V s00 = D.Zero, s01 = D.Zero;
        V s10 = D.Zero, s11 = D.Zero;
        V c0 = D.Zero, c1 = D.Zero;
        nint quads = a->Quads * Int8TileArguments.QuadLength, line = 0;
        for (nint outer = 0; outer < a->OuterRuns; outer++)
        {
            nint start = outer * a->OuterStride;
            for (nint run = 0; run < a->Runs; run++, start += a->RunStride)
            {
                for (nint k = start; k < start + quads; k += Int8TileArguments.QuadLength, line += Int8TileArguments.QuadBytes)
                {
                    W u0 = D.Weights(w0 + line), u1 = D.Weights(w1 + line);
                    c0 = D.Correct(c0, u0); c1 = D.Correct(c1, u1);
                    X x = D.Activations(x0 + k);
                    s00 = D.Add(s00, x, u0); s01 = D.Add(s01, x, u1);
                    x = D.Activations(x1 + k);
                    s10 = D.Add(s10, x, u0); s11 = D.Add(s11, x, u1);
                }
            }
        }

        int* y = a->Sums + (pixel * channels) + (vector * D.Lanes);
        D.Store(s00, c0, y);
        D.Store(s01, c1, y + (1 * D.Lanes));
        y += channels;
        D.Store(s10, c0, y);
        D.Store(s11, c1, y + (1 * D.Lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pass3x2(Int8TileArguments* a, int pixel, int vector, int channels)
    {
        byte* x0 = a->Pixel(pixel), x1 = a->Pixel(pixel + 1), x2 = a->Pixel(pixel + 2);
        byte* w0 = Weights(a, vector), w1 = Weights(a, vector + 1);
        V s00 = D.Zero, s01 = D.Zero;
        V s10 = D.Zero, s11 = D.Zero;
        V s20 = D.Zero, s21 = D.Zero;
        V c0 = D.Zero, c1 = D.Zero;
        nint quads = a->Quads * Int8TileArguments.QuadLength, line = 0;
        for (nint outer = 0; outer < a->OuterRuns; outer++)
        {
            nint start = outer * a->OuterStride;
            for (nint run = 0; run < a->Runs; run++, start += a->RunStride)
            {
                for (nint k = start; k < start + quads; k += Int8TileArguments.QuadLength, line += Int8TileArguments.QuadBytes)
                {
                    W u0 = D.Weights(w0 + line), u1 = D.Weights(w1 + line);
                    c0 = D.Correct(c0, u0); c1 = D.Correct(c1, u1);
                    X x = D.Activations(x0 + k);
                    s00 = D.Add(s00, x, u0); s01 = D.Add(s01, x, u1);
                    x = D.Activations(x1 + k);
                    s10 = D.Add(s10, x, u0); s11 = D.Add(s11, x, u1);
                    x = D.Activations(x2 + k);
                    s20 = D.Add(s20, x, u0); s21 = D.Add(s21, x, u1);
                }
            }
        }

        int* y = a->Sums + (pixel * channels) + (vector * D.Lanes);
        D.Store(s00, c0, y);
        D.Store(s01, c1, y + (1 * D.Lanes));
        y += channels;
        D.Store(s10, c0, y);
        D.Store(s11, c1, y + (1 * D.Lanes));
        y += channels;
        D.Store(s20, c0, y);
        D.Store(s21, c1, y + (1 * D.Lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pass4x2(Int8TileArguments* a, int pixel, int vector, int channels)
    {
        byte* x0 = a->Pixel(pixel), x1 = a->Pixel(pixel + 1), x2 = a->Pixel(pixel + 2), x3 = a->Pixel(pixel + 3);
        byte* w0 = Weights(a, vector), w1 = Weights(a, vector + 1);
        V s00 = D.Zero, s01 = D.Zero;
        V s10 = D.Zero, s11 = D.Zero;
        V s20 = D.Zero, s21 = D.Zero;
        V s30 = D.Zero, s31 = D.Zero;
        V c0 = D.Zero, c1 = D.Zero;
        nint quads = a->Quads * Int8TileArguments.QuadLength, line = 0;
        for (nint outer = 0; outer < a->OuterRuns; outer++)
        {
            nint start = outer * a->OuterStride;
            for (nint run = 0; run < a->Runs; run++, start += a->RunStride)
            {
                for (nint k = start; k < start + quads; k += Int8TileArguments.QuadLength, line += Int8TileArguments.QuadBytes)
                {
                    W u0 = D.Weights(w0 + line), u1 = D.Weights(w1 + line);
                    c0 = D.Correct(c0, u0); c1 = D.Correct(c1, u1);
                    X x = D.Activations(x0 + k);
                    s00 = D.Add(s00, x, u0); s01 = D.Add(s01, x, u1);
                    x = D.Activations(x1 + k);
                    s10 = D.Add(s10, x, u0); s11 = D.Add(s11, x, u1);
                    x = D.Activations(x2 + k);
                    s20 = D.Add(s20, x, u0); s21 = D.Add(s21, x, u1);
                    x = D.Activations(x3 + k);
                    s30 = D.Add(s30, x, u0); s31 = D.Add(s31, x, u1);
                }
            }
        }

        int* y = a->Sums + (pixel * channels) + (vector * D.Lanes);
        D.Store(s00, c0, y);
        D.Store(s01, c1, y + (1 * D.Lanes));
        y += channels;
        D.Store(s10, c0, y);
        D.Store(s11, c1, y + (1 * D.Lanes));
        y += channels;
        D.Store(s20, c0, y);
        D.Store(s21, c1, y + (1 * D.Lanes));
        y += channels;
        D.Store(s30, c0, y);
        D.Store(s31, c1, y + (1 * D.Lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pass5x2(Int8TileArguments* a, int pixel, int vector, int channels)
    {
        byte* x0 = a->Pixel(pixel), x1 = a->Pixel(pixel + 1), x2 = a->Pixel(pixel + 2), x3 = a->Pixel(pixel + 3), x4 = a->Pixel(pixel + 4);
        byte* w0 = Weights(a, vector), w1 = Weights(a, vector + 1);
        V s00 = D.Zero, s01 = D.Zero;
        V s10 = D.Zero, s11 = D.Zero;
        V s20 = D.Zero, s21 = D.Zero;
        V s30 = D.Zero, s31 = D.Zero;
        V s40 = D.Zero, s41 = D.Zero;
        V c0 = D.Zero, c1 = D.Zero;
        nint quads = a->Quads * Int8TileArguments.QuadLength, line = 0;
        for (nint outer = 0; outer < a->OuterRuns; outer++)
        {
            nint start = outer * a->OuterStride;
            for (nint run = 0; run < a->Runs; run++, start += a->RunStride)
            {
                for (nint k = start; k < start + quads; k += Int8TileArguments.QuadLength, line += Int8TileArguments.QuadBytes)
                {
                    W u0 = D.Weights(w0 + line), u1 = D.Weights(w1 + line);
                    c0 = D.Correct(c0, u0); c1 = D.Correct(c1, u1);
                    X x = D.Activations(x0 + k);
                    s00 = D.Add(s00, x, u0); s01 = D.Add(s01, x, u1);
                    x = D.Activations(x1 + k);
                    s10 = D.Add(s10, x, u0); s11 = D.Add(s11, x, u1);
                    x = D.Activations(x2 + k);
                    s20 = D.Add(s20, x, u0); s21 = D.Add(s21, x, u1);
                    x = D.Activations(x3 + k);
                    s30 = D.Add(s30, x, u0); s31 = D.Add(s31, x, u1);
                    x = D.Activations(x4 + k);
                    s40 = D.Add(s40, x, u0); s41 = D.Add(s41, x, u1);
                }
            }
        }

        int* y = a->Sums + (pixel * channels) + (vector * D.Lanes);
        D.Store(s00, c0, y);
        D.Store(s01, c1, y + (1 * D.Lanes));
        y += channels;
        D.Store(s10, c0, y);
        D.Store(s11, c1, y + (1 * D.Lanes));
        y += channels;
        D.Store(s20, c0, y);
        D.Store(s21, c1, y + (1 * D.Lanes));
        y += channels;
        D.Store(s30, c0, y);
        D.Store(s31, c1, y + (1 * D.Lanes));
        y += channels;
        D.Store(s40, c0, y);
        D.Store(s41, c1, y + (1 * D.Lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pass6x2(Int8TileArguments* a, int pixel, int vector, int channels)
    {
        byte* x0 = a->Pixel(pixel), x1 = a->Pixel(pixel + 1), x2 = a->Pixel(pixel + 2), x3 = a->Pixel(pixel + 3), x4 = a->Pixel(pixel + 4), x5 = a->Pixel(pixel + 5);
        byte* w0 = Weights(a, vector), w1 = Weights(a, vector + 1);
        V s00 = D.Zero, s01 = D.Zero;
        V s10 = D.Zero, s11 = D.Zero;
        V s20 = D.Zero, s21 = D.Zero;
        V s30 = D.Zero, s31 = D.Zero;
        V s40 = D.Zero, s41 = D.Zero;
        V s50 = D.Zero, s51 = D.Zero;
        V c0 = D.Zero, c1 = D.Zero;
        nint quads = a->Quads * Int8TileArguments.QuadLength, line = 0;
        for (nint outer = 0; outer < a->OuterRuns; outer++)
        {
            nint start = outer * a->OuterStride;
            for (nint run = 0; run < a->Runs; run++, start += a->RunStride)
            {
                for (nint k = start; k < start + quads; k += Int8TileArguments.QuadLength, line += Int8TileArguments.QuadBytes)
                {
                    W u0 = D.Weights(w0 + line), u1 = D.Weights(w1 + line);
                    c0 = D.Correct(c0, u0); c1 = D.Correct(c1, u1);
                    X x = D.Activations(x0 + k);
                    s00 = D.Add(s00, x, u0); s01 = D.Add(s01, x, u1);
                    x = D.Activations(x1 + k);
                    s10 = D.Add(s10, x, u0); s11 = D.Add(s11, x, u1);
                    x = D.Activations(x2 + k);
                    s20 = D.Add(s20, x, u0); s21 = D.Add(s21, x, u1);
                    x = D.Activations(x3 + k);
                    s30 = D.Add(s30, x, u0); s31 = D.Add(s31, x, u1);
                    x = D.Activations(x4 + k);
                    s40 = D.Add(s40, x, u0); s41 = D.Add(s41, x, u1);
                    x = D.Activations(x5 + k);
                    s50 = D.Add(s50, x, u0); s51 = D.Add(s51, x, u1);
                }
            }
        }

        int* y = a->Sums + (pixel * channels) + (vector * D.Lanes);
        D.Store(s00, c0, y);
        D.Store(s01, c1, y + (1 * D.Lanes));
        y += channels;
        D.Store(s10, c0, y);
        D.Store(s11, c1, y + (1 * D.Lanes));
        y += channels;
        D.Store(s20, c0, y);
        D.Store(s21, c1, y + (1 * D.Lanes));
        y += channels;
        D.Store(s30, c0, y);
        D.Store(s31, c1, y + (1 * D.Lanes));
        y += channels;
        D.Store(s40, c0, y);
        D.Store(s41, c1, y + (1 * D.Lanes));
        y += channels;
        D.Store(s50, c0, y);
        D.Store(s51, c1, y + (1 * D.Lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pass1x3(Int8TileArguments* a, int pixel, int vector, int channels)
    {
        byte* x0 = a->Pixel(pixel);
        byte* w0 = Weights(a, vector), w1 = Weights(a, vector + 1), w2 = Weights(a, vector + 2);
        V s00 = D.Zero, s01 = D.Zero, s02 = D.Zero;
        V c0 = D.Zero, c1 = D.Zero, c2 = D.Zero;
        nint quads = a->Quads * Int8TileArguments.QuadLength, line = 0;
        for (nint outer = 0; outer < a->OuterRuns; outer++)
        {
            nint start = outer * a->OuterStride;
            for (nint run = 0; run < a->Runs; run++, start += a->RunStride)
            {
                for (nint k = start; k < start + quads; k += Int8TileArguments.QuadLength, line += Int8TileArguments.QuadBytes)
                {
                    W u0 = D.Weights(w0 + line), u1 = D.Weights(w1 + line), u2 = D.Weights(w2 + line);
                    c0 = D.Correct(c0, u0); c1 = D.Correct(c1, u1); c2 = D.Correct(c2, u2);
                    X x = D.Activations(x0 + k);
                    s00 = D.Add(s00, x, u0); s01 = D.Add(s01, x, u1); s02 = D.Add(s02, x, u2);
                }
            }
        }

        int* y = a->Sums + (pixel * channels) + (vector * D.Lanes);
        D.Store(s00, c0, y);
        D.Store(s01, c1, y + (1 * D.Lanes));
        D.Store(s02, c2, y + (2 * D.Lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pass2x3(Int8TileArguments* a, int pixel, int vector, int channels)
    {
        byte* x0 = a->Pixel(pixel), x1 = a->Pixel(pixel + 1);
        byte* w0 = Weights(a, vector), w1 = Weights(a, vector + 1), w2 = Weights(a, vector + 2);
        V s00 = D.Zero, s01 = D.Zero, s02 = D.Zero;
        V s10 = D.Zero, s11 = D.Zero, s12 = D.Zero;
        V c0 = D.Zero, c1 = D.Zero, c2 = D.Zero;
        nint quads = a->Quads * Int8TileArguments.QuadLength, line = 0;
        for (nint outer = 0; outer < a->OuterRuns; outer++)
        {
            nint start = outer * a->OuterStride;
            for (nint run = 0; run < a->Runs; run++, start += a->RunStride)
            {
                for (nint k = start; k < start + quads; k += Int8TileArguments.QuadLength, line += Int8TileArguments.QuadBytes)
                {
                    W u0 = D.Weights(w0 + line), u1 = D.Weights(w1 + line), u2 = D.Weights(w2 + line);
                    c0 = D.Correct(c0, u0); c1 = D.Correct(c1, u1); c2 = D.Correct(c2, u2);
                    X x = D.Activations(x0 + k);
                    s00 = D.Add(s00, x, u0); s01 = D.Add(s01, x, u1); s02 = D.Add(s02, x, u2);
                    x = D.Activations(x1 + k);
                    s10 = D.Add(s10, x, u0); s11 = D.Add(s11, x, u1); s12 = D.Add(s12, x, u2);
                }
            }
        }

        int* y = a->Sums + (pixel * channels) + (vector * D.Lanes);
        D.Store(s00, c0, y);
        D.Store(s01, c1, y + (1 * D.Lanes));
        D.Store(s02, c2, y + (2 * D.Lanes));
        y += channels;
        D.Store(s10, c0, y);
        D.Store(s11, c1, y + (1 * D.Lanes));
        D.Store(s12, c2, y + (2 * D.Lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pass3x3(Int8TileArguments* a, int pixel, int vector, int channels)
    {
        byte* x0 = a->Pixel(pixel), x1 = a->Pixel(pixel + 1), x2 = a->Pixel(pixel + 2);
        byte* w0 = Weights(a, vector), w1 = Weights(a, vector + 1), w2 = Weights(a, vector + 2);
        V s00 = D.Zero, s01 = D.Zero, s02 = D.Zero;
        V s10 = D.Zero, s11 = D.Zero, s12 = D.Zero;
        V s20 = D.Zero, s21 = D.Zero, s22 = D.Zero;
        V c0 = D.Zero, c1 = D.Zero, c2 = D.Zero;
        nint quads = a->Quads * Int8TileArguments.QuadLength, line = 0;
        for (nint outer = 0; outer < a->OuterRuns; outer++)
        {
            nint start = outer * a->OuterStride;
            for (nint run = 0; run < a->Runs; run++, start += a->RunStride)
            {
                for (nint k = start; k < start + quads; k += Int8TileArguments.QuadLength, line += Int8TileArguments.QuadBytes)
                {
                    W u0 = D.Weights(w0 + line), u1 = D.Weights(w1 + line), u2 = D.Weights(w2 + line);
                    c0 = D.Correct(c0, u0); c1 = D.Correct(c1, u1); c2 = D.Correct(c2, u2);
                    X x = D.Activations(x0 + k);
                    s00 = D.Add(s00, x, u0); s01 = D.Add(s01, x, u1); s02 = D.Add(s02, x, u2);
                    x = D.Activations(x1 + k);
                    s10 = D.Add(s10, x, u0); s11 = D.Add(s11, x, u1); s12 = D.Add(s12, x, u2);
                    x = D.Activations(x2 + k);
                    s20 = D.Add(s20, x, u0); s21 = D.Add(s21, x, u1); s22 = D.Add(s22, x, u2);
                }
            }
        }

        int* y = a->Sums + (pixel * channels) + (vector * D.Lanes);
        D.Store(s00, c0, y);
        D.Store(s01, c1, y + (1 * D.Lanes));
        D.Store(s02, c2, y + (2 * D.Lanes));
        y += channels;
        D.Store(s10, c0, y);
        D.Store(s11, c1, y + (1 * D.Lanes));
        D.Store(s12, c2, y + (2 * D.Lanes));
        y += channels;
        D.Store(s20, c0, y);
        D.Store(s21, c1, y + (1 * D.Lanes));
        D.Store(s22, c2, y + (2 * D.Lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pass4x3(Int8TileArguments* a, int pixel, int vector, int channels)
    {
        byte* x0 = a->Pixel(pixel), x1 = a->Pixel(pixel + 1), x2 = a->Pixel(pixel + 2), x3 = a->Pixel(pixel + 3);
        byte* w0 = Weights(a, vector), w1 = Weights(a, vector + 1), w2 = Weights(a, vector + 2);
        V s00 = D.Zero, s01 = D.Zero, s02 = D.Zero;
        V s10 = D.Zero, s11 = D.Zero, s12 = D.Zero;
        V s20 = D.Zero, s21 = D.Zero, s22 = D.Zero;
        V s30 = D.Zero, s31 = D.Zero, s32 = D.Zero;
        V c0 = D.Zero, c1 = D.Zero, c2 = D.Zero;
        nint quads = a->Quads * Int8TileArguments.QuadLength, line = 0;
        for (nint outer = 0; outer < a->OuterRuns; outer++)
        {
            nint start = outer * a->OuterStride;
            for (nint run = 0; run < a->Runs; run++, start += a->RunStride)
            {
                for (nint k = start; k < start + quads; k += Int8TileArguments.QuadLength, line += Int8TileArguments.QuadBytes)
                {
                    W u0 = D.Weights(w0 + line), u1 = D.Weights(w1 + line), u2 = D.Weights(w2 + line);
                    c0 = D.Correct(c0, u0); c1 = D.Correct(c1, u1); c2 = D.Correct(c2, u2);
                    X x = D.Activations(x0 + k);
                    s00 = D.Add(s00, x, u0); s01 = D.Add(s01, x, u1); s02 = D.Add(s02, x, u2);
                    x = D.Activations(x1 + k);
                    s10 = D.Add(s10, x, u0); s11 = D.Add(s11, x, u1); s12 = D.Add(s12, x, u2);
                    x = D.Activations(x2 + k);
                    s20 = D.Add(s20, x, u0); s21 = D.Add(s21, x, u1); s22 = D.Add(s22, x, u2);
                    x = D.Activations(x3 + k);
                    s30 = D.Add(s30, x, u0); s31 = D.Add(s31, x, u1); s32 = D.Add(s32, x, u2);
                }
            }
        }

        int* y = a->Sums + (pixel * channels) + (vector * D.Lanes);
        D.Store(s00, c0, y);
        D.Store(s01, c1, y + (1 * D.Lanes));
        D.Store(s02, c2, y + (2 * D.Lanes));
        y += channels;
        D.Store(s10, c0, y);
        D.Store(s11, c1, y + (1 * D.Lanes));
        D.Store(s12, c2, y + (2 * D.Lanes));
        y += channels;
        D.Store(s20, c0, y);
        D.Store(s21, c1, y + (1 * D.Lanes));
        D.Store(s22, c2, y + (2 * D.Lanes));
        y += channels;
        D.Store(s30, c0, y);
        D.Store(s31, c1, y + (1 * D.Lanes));
        D.Store(s32, c2, y + (2 * D.Lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pass1x4(Int8TileArguments* a, int pixel, int vector, int channels)
    {
        byte* x0 = a->Pixel(pixel);
        byte* w0 = Weights(a, vector), w1 = Weights(a, vector + 1), w2 = Weights(a, vector + 2), w3 = Weights(a, vector + 3);
        V s00 = D.Zero, s01 = D.Zero, s02 = D.Zero, s03 = D.Zero;
        V c0 = D.Zero, c1 = D.Zero, c2 = D.Zero, c3 = D.Zero;
        nint quads = a->Quads * Int8TileArguments.QuadLength, line = 0;
        for (nint outer = 0; outer < a->OuterRuns; outer++)
        {
            nint start = outer * a->OuterStride;
            for (nint run = 0; run < a->Runs; run++, start += a->RunStride)
            {
                for (nint k = start; k < start + quads; k += Int8TileArguments.QuadLength, line += Int8TileArguments.QuadBytes)
                {
                    W u0 = D.Weights(w0 + line), u1 = D.Weights(w1 + line), u2 = D.Weights(w2 + line), u3 = D.Weights(w3 + line);
                    c0 = D.Correct(c0, u0); c1 = D.Correct(c1, u1); c2 = D.Correct(c2, u2); c3 = D.Correct(c3, u3);
                    X x = D.Activations(x0 + k);
                    s00 = D.Add(s00, x, u0); s01 = D.Add(s01, x, u1); s02 = D.Add(s02, x, u2); s03 = D.Add(s03, x, u3);
                }
            }
        }

        int* y = a->Sums + (pixel * channels) + (vector * D.Lanes);
        D.Store(s00, c0, y);
        D.Store(s01, c1, y + (1 * D.Lanes));
        D.Store(s02, c2, y + (2 * D.Lanes));
        D.Store(s03, c3, y + (3 * D.Lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pass2x4(Int8TileArguments* a, int pixel, int vector, int channels)
    {
        byte* x0 = a->Pixel(pixel), x1 = a->Pixel(pixel + 1);
        byte* w0 = Weights(a, vector), w1 = Weights(a, vector + 1), w2 = Weights(a, vector + 2), w3 = Weights(a, vector + 3);
        V s00 = D.Zero, s01 = D.Zero, s02 = D.Zero, s03 = D.Zero;
        V s10 = D.Zero, s11 = D.Zero, s12 = D.Zero, s13 = D.Zero;
        V c0 = D.Zero, c1 = D.Zero, c2 = D.Zero, c3 = D.Zero;
        nint quads = a->Quads * Int8TileArguments.QuadLength, line = 0;
        for (nint outer = 0; outer < a->OuterRuns; outer++)
        {
            nint start = outer * a->OuterStride;
            for (nint run = 0; run < a->Runs; run++, start += a->RunStride)
            {
                for (nint k = start; k < start + quads; k += Int8TileArguments.QuadLength, line += Int8TileArguments.QuadBytes)
                {
                    W u0 = D.Weights(w0 + line), u1 = D.Weights(w1 + line), u2 = D.Weights(w2 + line), u3 = D.Weights(w3 + line);
                    c0 = D.Correct(c0, u0); c1 = D.Correct(c1, u1); c2 = D.Correct(c2, u2); c3 = D.Correct(c3, u3);
                    X x = D.Activations(x0 + k);
                    s00 = D.Add(s00, x, u0); s01 = D.Add(s01, x, u1); s02 = D.Add(s02, x, u2); s03 = D.Add(s03, x, u3);
                    x = D.Activations(x1 + k);
                    s10 = D.Add(s10, x, u0); s11 = D.Add(s11, x, u1); s12 = D.Add(s12, x, u2); s13 = D.Add(s13, x, u3);
                }
            }
        }

        int* y = a->Sums + (pixel * channels) + (vector * D.Lanes);
        D.Store(s00, c0, y);
        D.Store(s01, c1, y + (1 * D.Lanes));
        D.Store(s02, c2, y + (2 * D.Lanes));
        D.Store(s03, c3, y + (3 * D.Lanes));
        y += channels;
        D.Store(s10, c0, y);
        D.Store(s11, c1, y + (1 * D.Lanes));
        D.Store(s12, c2, y + (2 * D.Lanes));
        D.Store(s13, c3, y + (3 * D.Lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pass3x4(Int8TileArguments* a, int pixel, int vector, int channels)
    {
        byte* x0 = a->Pixel(pixel), x1 = a->Pixel(pixel + 1), x2 = a->Pixel(pixel + 2);
        byte* w0 = Weights(a, vector), w1 = Weights(a, vector + 1), w2 = Weights(a, vector + 2), w3 = Weights(a, vector + 3);
        V s00 = D.Zero, s01 = D.Zero, s02 = D.Zero, s03 = D.Zero;
        V s10 = D.Zero, s11 = D.Zero, s12 = D.Zero, s13 = D.Zero;
        V s20 = D.Zero, s21 = D.Zero, s22 = D.Zero, s23 = D.Zero;
        V c0 = D.Zero, c1 = D.Zero, c2 = D.Zero, c3 = D.Zero;
        nint quads = a->Quads * Int8TileArguments.QuadLength, line = 0;
        for (nint outer = 0; outer < a->OuterRuns; outer++)
        {
            nint start = outer * a->OuterStride;
            for (nint run = 0; run < a->Runs; run++, start += a->RunStride)
            {
                for (nint k = start; k < start + quads; k += Int8TileArguments.QuadLength, line += Int8TileArguments.QuadBytes)
                {
                    W u0 = D.Weights(w0 + line), u1 = D.Weights(w1 + line), u2 = D.Weights(w2 + line), u3 = D.Weights(w3 + line);
                    c0 = D.Correct(c0, u0); c1 = D.Correct(c1, u1); c2 = D.Correct(c2, u2); c3 = D.Correct(c3, u3);
                    X x = D.Activations(x0 + k);
                    s00 = D.Add(s00, x, u0); s01 = D.Add(s01, x, u1); s02 = D.Add(s02, x, u2); s03 = D.Add(s03, x, u3);
                    x = D.Activations(x1 + k);
                    s10 = D.Add(s10, x, u0); s11 = D.Add(s11, x, u1); s12 = D.Add(s12, x, u2); s13 = D.Add(s13, x, u3);
                    x = D.Activations(x2 + k);
                    s20 = D.Add(s20, x, u0); s21 = D.Add(s21, x, u1); s22 = D.Add(s22, x, u2); s23 = D.Add(s23, x, u3);
                }
            }
        }

        int* y = a->Sums + (pixel * channels) + (vector * D.Lanes);
        D.Store(s00, c0, y);
        D.Store(s01, c1, y + (1 * D.Lanes));
        D.Store(s02, c2, y + (2 * D.Lanes));
        D.Store(s03, c3, y + (3 * D.Lanes));
        y += channels;
        D.Store(s10, c0, y);
        D.Store(s11, c1, y + (1 * D.Lanes));
        D.Store(s12, c2, y + (2 * D.Lanes));
        D.Store(s13, c3, y + (3 * D.Lanes));
        y += channels;
        D.Store(s20, c0, y);
        D.Store(s21, c1, y + (1 * D.Lanes));
        D.Store(s22, c2, y + (2 * D.Lanes));
        D.Store(s23, c3, y + (3 * D.Lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pass4x4(Int8TileArguments* a, int pixel, int vector, int channels)
    {
        byte* x0 = a->Pixel(pixel), x1 = a->Pixel(pixel + 1), x2 = a->Pixel(pixel + 2), x3 = a->Pixel(pixel + 3);
        byte* w0 = Weights(a, vector), w1 = Weights(a, vector + 1), w2 = Weights(a, vector + 2), w3 = Weights(a, vector + 3);
        V s00 = D.Zero, s01 = D.Zero, s02 = D.Zero, s03 = D.Zero;
        V s10 = D.Zero, s11 = D.Zero, s12 = D.Zero, s13 = D.Zero;
        V s20 = D.Zero, s21 = D.Zero, s22 = D.Zero, s23 = D.Zero;
        V s30 = D.Zero, s31 = D.Zero, s32 = D.Zero, s33 = D.Zero;
        V c0 = D.Zero, c1 = D.Zero, c2 = D.Zero, c3 = D.Zero;
        nint quads = a->Quads * Int8TileArguments.QuadLength, line = 0;
        for (nint outer = 0; outer < a->OuterRuns; outer++)
        {
            nint start = outer * a->OuterStride;
            for (nint run = 0; run < a->Runs; run++, start += a->RunStride)
            {
                for (nint k = start; k < start + quads; k += Int8TileArguments.QuadLength, line += Int8TileArguments.QuadBytes)
                {
                    W u0 = D.Weights(w0 + line), u1 = D.Weights(w1 + line), u2 = D.Weights(w2 + line), u3 = D.Weights(w3 + line);
                    c0 = D.Correct(c0, u0); c1 = D.Correct(c1, u1); c2 = D.Correct(c2, u2); c3 = D.Correct(c3, u3);
                    X x = D.Activations(x0 + k);
                    s00 = D.Add(s00, x, u0); s01 = D.Add(s01, x, u1); s02 = D.Add(s02, x, u2); s03 = D.Add(s03, x, u3);
                    x = D.Activations(x1 + k);
                    s10 = D.Add(s10, x, u0); s11 = D.Add(s11, x, u1); s12 = D.Add(s12, x, u2); s13 = D.Add(s13, x, u3);
                    x = D.Activations(x2 + k);
                    s20 = D.Add(s20, x, u0); s21 = D.Add(s21, x, u1); s22 = D.Add(s22, x, u2); s23 = D.Add(s23, x, u3);
                    x = D.Activations(x3 + k);
                    s30 = D.Add(s30, x, u0); s31 = D.Add(s31, x, u1); s32 = D.Add(s32, x, u2); s33 = D.Add(s33, x, u3);
                }
            }
        }

        int* y = a->Sums + (pixel * channels) + (vector * D.Lanes);
        D.Store(s00, c0, y);
        D.Store(s01, c1, y + (1 * D.Lanes));
        D.Store(s02, c2, y + (2 * D.Lanes));
        D.Store(s03, c3, y + (3 * D.Lanes));
        y += channels;
        D.Store(s10, c0, y);
        D.Store(s11, c1, y + (1 * D.Lanes));
        D.Store(s12, c2, y + (2 * D.Lanes));
        D.Store(s13, c3, y + (3 * D.Lanes));
        y += channels;
        D.Store(s20, c0, y);
        D.Store(s21, c1, y + (1 * D.Lanes));
        D.Store(s22, c2, y + (2 * D.Lanes));
        D.Store(s23, c3, y + (3 * D.Lanes));
        y += channels;
        D.Store(s30, c0, y);
        D.Store(s31, c1, y + (1 * D.Lanes));
        D.Store(s32, c2, y + (2 * D.Lanes));
        D.Store(s33, c3, y + (3 * D.Lanes));
    }
}

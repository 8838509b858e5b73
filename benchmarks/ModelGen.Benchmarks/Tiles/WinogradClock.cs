using System;
using System.Runtime.CompilerServices;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.CompilerServices;

namespace ModelGen.Benchmarks.Tiles;

/// <summary>Times the sums of a convolution by Winograd's algorithm on one thread, transforms included, without requantization.</summary>
/// <typeparam name="T">The tier.</typeparam>
internal static class WinogradClock<T>
    where T : struct, IInt8Tile
{
    /// <summary>Billions of multiply-adds of the convolution a second, in the fastest round; null where the algorithm does not apply or pay.</summary>
    public static double? Measure(ProductShape shape) =>
        shape.Winograd is { } winograd ? ProductClock<T>.Measure(shape, (x, weights, _) => Multiply(shape, winograd, x, weights)) : null;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(ProductShape shape, ByteWinograd cut, byte[] x, Span<byte> weights)
    {
        var winograd = new Int8Winograd
        {
            Rows = shape.Size,
            Columns = shape.Size,
            Channels = cut.Channels,
            Taps = cut.Taps,
            Runs = 1,
            Quads = shape.Quads,
            RowStride = shape.RowBytes,
            ColumnStride = shape.Inputs,
            BandTiles = cut.BandTiles,
        };
        for (int band = 0; band < cut.Bands; band++)
        {
            T.WinogradInput(ref winograd, in x[0], band);
            for (int block = 0; block < shape.Blocks; block++)
            {
                T.WinogradSums(ref winograd, in weights[block * shape.BlockBytes]);
            }
        }
    }
}

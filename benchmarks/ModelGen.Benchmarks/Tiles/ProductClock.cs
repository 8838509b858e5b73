using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.CompilerServices;

namespace ModelGen.Benchmarks.Tiles;

/// <summary>Times the sums of a convolution on one thread, tile by tile as kernels compute them, without requantization.</summary>
/// <typeparam name="T">The tier.</typeparam>
internal static class ProductClock<T>
    where T : struct, IInt8Tile
{
    private const int Rounds = 100;

    private const double LeastMilliseconds = 0.3;

    /// <summary>Computes the sums of a convolution once.</summary>
    /// <param name="x">The input.</param>
    /// <param name="weights">The packed weights.</param>
    /// <param name="sums">Room for the sums of a tile.</param>
    internal delegate void Product(byte[] x, Span<byte> weights, int[] sums);

    /// <summary>Billions of multiply-adds a second, in the fastest round.</summary>
    public static double Measure(ProductShape shape) => Measure(shape, (x, weights, sums) => Multiply(shape, x, weights, sums));

    /// <summary>The same for another way to compute them.</summary>
    public static double Measure(ProductShape shape, Product multiply)
    {
        byte[] x = GC.AllocateArray<byte>(shape.InputBytes, pinned: true), memory = GC.AllocateArray<byte>((shape.Blocks * shape.BlockBytes) + 64, pinned: true);
        var random = new Random(1);
        random.NextBytes(x);
        random.NextBytes(memory);
        Span<byte> weights = memory.AsSpan((int)(-Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0) & 63));
        int[] sums = GC.AllocateArray<int>(Int8Tiles.MostSums, pinned: true);
        multiply(x, weights, sums);
        double fastest = double.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            int calls = 0;
            long start = Stopwatch.GetTimestamp();
            TimeSpan elapsed;
            do
            {
                multiply(x, weights, sums);
                calls++;
                elapsed = Stopwatch.GetElapsedTime(start);
            }
            while (elapsed.TotalMilliseconds < LeastMilliseconds);
            fastest = Math.Min(fastest, elapsed.TotalNanoseconds / calls);
        }

        return shape.Macs / fastest;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(ProductShape shape, byte[] x, Span<byte> weights, int[] sums)
    {
        int column = shape.Stride * shape.Inputs, row = shape.Stride * shape.RowBytes, pixels = shape.Size * shape.Size;
        ByteTiling tiling = ByteTiling.Of(1, shape.Size, shape.Size, new ConvolutionStrides(0, 0, row, column));
        var tile = new Int8TileArguments
        {
            OuterRuns = shape.Kernel,
            OuterStride = shape.RowBytes,
            Runs = 1,
            Quads = shape.Quads,
            BlockStride = shape.BlockBytes,
            Blocks = shape.Blocks,
            Pixels = tiling.TilePixels,
            GroupPixels = tiling.GroupPixels,
            PixelStride = tiling.PixelStride,
        };
        tile.SetSums(ref sums[0]);
        T.Begin(ref tile);
        int place = 0, rest = shape.Size;
        for (int first = 0; first < pixels; first += tiling.TilePixels)
        {
            int count = Math.Min(tiling.TilePixels, pixels - first);
            for (int p = 0; p < count; p++)
            {
                tile.SetPixel(p, in x[place]);
                place += column;
                if (--rest == 0)
                {
                    rest = shape.Size;
                    place += row - (shape.Size * column);
                }
            }

            T.Prepare(ref tile, count);
            for (int block = 0; block < shape.Blocks; block += Int8TileArguments.MostBlocks)
            {
                tile.SetWeights(in weights[block * shape.BlockBytes]);
                T.Run(ref tile, count, Math.Min(Int8TileArguments.MostBlocks, shape.Blocks - block));
            }
        }

        T.End(ref tile);
    }
}

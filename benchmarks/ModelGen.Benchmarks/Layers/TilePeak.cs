using System;
using System.Diagnostics;
using System.Runtime.InteropServices;
using ModelGen.CompilerServices;

namespace ModelGen.Benchmarks.Layers;

/// <summary>How fast the products of bytes are by themselves: full tiles over a long window whose operands lie in the first cache.</summary>
internal static class TilePeak
{
    private const int Blocks = Int8TileArguments.MostBlocks, Quads = 64, Calls = 2000, Rounds = 20;

    /// <summary>Billions of multiply-adds a second, in the fastest round.</summary>
    public static double Measure(Int8Tiles tiles)
    {
        const int pixels = Int8TileArguments.MostPixels, stride = Quads * Int8TileArguments.QuadLength;
        byte[] memory = GC.AllocateArray<byte>((Blocks * Quads * Int8TileArguments.QuadBytes) + 64, pinned: true);
        byte[] x = GC.AllocateArray<byte>(pixels * stride, pinned: true);
        int[] sums = GC.AllocateArray<int>(Int8Tiles.MostSums, pinned: true);
        var arguments = new Int8TileArguments { OuterRuns = 1, Runs = 1, Quads = Quads, BlockStride = Quads * Int8TileArguments.QuadBytes, Blocks = Blocks, Pixels = pixels, GroupPixels = 16, PixelStride = stride };
        arguments.SetWeights(in memory[Aligned(memory)]);
        arguments.SetSums(ref sums[0]);
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            arguments.SetPixel(pixel, in x[pixel * stride]);
        }

        tiles.Begin(ref arguments);
        tiles.Prepare(ref arguments, pixels);
        double fastest = double.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int call = 0; call < Calls; call++)
            {
                tiles.Run(ref arguments, pixels, Blocks);
            }

            fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }

        tiles.End(ref arguments);
        return (double)Calls * pixels * Blocks * Quads * Int8TileArguments.QuadBytes / fastest;
    }

    private static int Aligned(byte[] memory) => (int)(-Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0) & 63);
}

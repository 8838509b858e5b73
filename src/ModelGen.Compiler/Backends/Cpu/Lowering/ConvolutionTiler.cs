using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu.Kernels;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>
/// Chooses register tiles by a model of a core that starts two vector multiply-adds and two loads a cycle, with a latency of four
/// cycles: the widths of x86 cores since Haswell.
/// </summary>
internal static class ConvolutionTiler
{
    private const double MultiplyAddsPerCycle = 2, LoadsPerCycle = 2, Latency = 4, TileOverhead = 12;
    private const int PageBytes = 4096, CacheLineBytes = 64, CacheWays = 8;

    /// <summary>Weights beyond this do not stay in the second-level cache from row to row of the result.</summary>
    private const long CachedWeightBytes = 1 << 20;

    /// <summary>Tries a little harder for tiles that read less: costs that the two-loads rule hides.</summary>
    private const double LoadPenalty = 0.02;

    /// <summary>What one row costs at best, in cycles of each tier times its lanes; the parameters are those of <see cref="Choose"/>.</summary>
    public static double RowCost(int columns, int channels, IReadOnlyList<WindowLoop> window, int pixelStride) =>
        VectorTier.All.Sum(tier => tier.Lanes * Choose(tier, columns, channels, window, pixelStride).Cost);

    /// <summary>The cheapest tiling of one row for a tier, with its cost in cycles.</summary>
    /// <param name="tier">The vector width.</param>
    /// <param name="columns">The pixels of a row.</param>
    /// <param name="channels">The channels of a group.</param>
    /// <param name="window">The loops over the products of each sum; the turns of the innermost bound how far a sum can be split.</param>
    /// <param name="pixelStride">From pixel to pixel of the input, in elements.</param>
    public static (ConvolutionTiling Tiling, double Cost) Choose(VectorTier tier, int columns, int channels, IReadOnlyList<WindowLoop> window, int pixelStride)
    {
        int depth = window.Aggregate(1, (product, loop) => product * loop.Extent), innermost = window[window.Count - 1].Extent;
        int vectors = tier.Vectors(channels);

        // Rows outermost re-reads the weights for each row, blocks outermost the input for each block: the latter pays when the weights are
        // large, unless the result is so much wider than the input that writing it block by block costs more.
        bool rowsOutermost = (long)channels * depth * sizeof(float) <= CachedWeightBytes || channels >= 4 * depth;
        int widest = Math.Min(columns, PixelLimit(pixelStride));
        (ConvolutionTiling Tiling, double Cost)? best = null;
        for (int block = 1; block <= Math.Min(vectors, tier.Registers - 2); block++)
        {
            if (Cover(tier, vectors / block, block, columns, widest, depth, innermost) is not { } main)
            {
                continue;
            }

            double cost = main.Cost;
            ChannelBlocks? tail = null;
            if (vectors % block != 0)
            {
                (ChannelBlocks Blocks, double Cost) rest = Cover(tier, 1, vectors % block, columns, widest, depth, innermost)!.Value;
                tail = rest.Blocks;
                cost += rest.Cost;
            }

            if (best is null || cost < best.Value.Cost)
            {
                best = (new ConvolutionTiling(tier.Lanes, rowsOutermost, main.Blocks, tail), cost);
            }
        }

        return best!.Value;
    }

    /// <summary>
    /// Pixels whose addresses differ by a multiple of the page size share a set of the first-level cache; a tile of more of them than
    /// the set has ways would evict its own input.
    /// </summary>
    private static int PixelLimit(int pixelStride)
    {
        int shared = Arithmetic.GreatestCommonDivisor(Math.Abs(pixelStride) * sizeof(float), PageBytes);
        return shared < CacheLineBytes ? int.MaxValue : Math.Max(1, PageBytes / shared * CacheWays);
    }

    private static (ChannelBlocks Blocks, double Cost)? Cover(VectorTier tier, int count, int vectors, int columns, int widest, int depth, int innermost)
    {
        (ChannelBlocks Blocks, double Cost)? best = null;
        for (int pixels = 1; pixels <= widest && (pixels * vectors) + vectors + 1 <= tier.Registers; pixels++)
        {
            int tiles = (columns + pixels - 1) / pixels;
            int wide = (columns + tiles - 1) / tiles;
            int narrowCount = (tiles * wide) - columns;
            int splits = Splits(tier, wide * vectors, vectors, innermost);
            double cost = count * (((tiles - narrowCount) * TileCost(wide, vectors, splits, depth)) + (narrowCount * TileCost(wide - 1, vectors, splits, depth)));
            if (best is null || cost < best.Value.Cost)
            {
                best = (new ChannelBlocks(count, vectors, wide, tiles - narrowCount, narrowCount, splits), cost);
            }
        }

        return best;
    }

    private static int Splits(VectorTier tier, int accumulators, int vectors, int innermost)
    {
        int splits = 1;
        while (accumulators * splits < Latency * MultiplyAddsPerCycle
            && (accumulators * splits * 2) + vectors + 1 <= tier.Registers
            && splits * 2 <= innermost)
        {
            splits *= 2;
        }

        return splits;
    }

    private static double TileCost(int pixels, int vectors, int splits, int depth)
    {
        double loads = pixels + vectors;
        double step = new[] { pixels * vectors / MultiplyAddsPerCycle, loads / LoadsPerCycle, Latency / splits }.Max();
        return TileOverhead + (pixels * vectors) + (depth * (step + (loads * LoadPenalty)));
    }
}

using System;

namespace ModelGen.Compiler.Backends.Cpu.Kernels;

/// <summary>
/// How the pixels of a product of bytes are cut into tiles, and tiles into groups of at most 16: one for each row of a tile register, where
/// there are such registers.
/// </summary>
/// <param name="TilePixels">The pixels of a tile.</param>
/// <param name="GroupPixels">The pixels of a group; the last group of all may be incomplete.</param>
/// <param name="PixelStride">The distance between the windows of neighbours in a group, in bytes; 0 where groups go over the ends of rows.</param>
public readonly record struct ByteTiling(int TilePixels, int GroupPixels, int PixelStride)
{
    /// <summary>The groups of a tile: two pairs, or one where that leaves fewer tiles incomplete.</summary>
    private const int MostGroups = 4, LeastGroups = 2;

    /// <summary>So many tiles are enough that an incomplete last one hardly counts.</summary>
    private const int ManyTiles = 4;

    /// <summary>A group of fewer pixels takes as long as one of so many.</summary>
    private const int LeastPixels = 8;

    /// <summary>The most pixels of a tile.</summary>
    public const int MostTilePixels = MostGroups * MostPixels;

    private const int MostPixels = 16;

    /// <summary>What a group takes beside its pixels, in pixels.</summary>
    private const int GroupOverhead = 2;

    /// <summary>The tiles of a kernel.</summary>
    /// <param name="images">The images.</param>
    /// <param name="rows">The rows of the result.</param>
    /// <param name="columns">The pixels of a row.</param>
    /// <param name="input">The strides of the input along image, row and column of the result.</param>
    public static ByteTiling Of(int images, int rows, int columns, ConvolutionStrides input)
    {
        int pixels = images * rows * columns;
        bool isEven = (rows == 1 || input.Row == input.Column * columns) && (images == 1 || input.Image == input.Column * columns * rows);
        int divisor = isEven ? 0 : LargestDivisor(columns), group = divisor > 0 ? divisor : CheapestGroup(pixels);
        int groups = (pixels + group - 1) / group;
        int tileGroups = groups <= MostGroups || groups % MostGroups == 0 || groups >= ManyTiles * MostGroups ? MostGroups : LeastGroups;
        return new ByteTiling(Math.Min(pixels, group * tileGroups), group, isEven || divisor > 0 ? input.Column : 0);
    }

    /// <summary>The pixels of groups that fill rows; 0 where such groups would be small.</summary>
    private static int LargestDivisor(int columns)
    {
        for (int divisor = MostPixels; divisor >= LeastPixels; divisor--)
        {
            if (columns % divisor == 0)
            {
                return divisor;
            }
        }

        return 0;
    }

    private static int CheapestGroup(int pixels)
    {
        int best = MostPixels;
        for (int group = MostPixels - 1; group >= LeastPixels; group--)
        {
            best = Cost(group) < Cost(best) ? group : best;
        }

        return best;

        int Cost(int group) => (pixels + group - 1) / group * (group + GroupOverhead);
    }
}

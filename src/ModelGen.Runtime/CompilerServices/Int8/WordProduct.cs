using System.Runtime.CompilerServices;

namespace ModelGen.CompilerServices;

/// <summary>
/// The tiles of AVX2, which multiplies pairs of 16-bit numbers, of more than a few pixels: the windows of a tile's pixels are widened once for all channels,
/// and the weights of a block once for all pixels, so that a product needs no more than loads, a multiplication and an addition.
/// </summary>
internal static unsafe class WordProduct
{
    /// <summary>For fewer pixels, widening weights takes longer than it saves.</summary>
    private const int LeastPixels = 8;

    private const int LineBytes = 64;

    /// <inheritdoc cref="IInt8Tile.Begin"/>
    public static void Begin(ref Int8TileArguments arguments)
    {
        arguments.Words = default;
        if (arguments.Pixels < LeastPixels)
        {
            return;
        }

        ref WordPlan plan = ref arguments.Words;
        plan.Pairs = 2 * arguments.OuterRuns * arguments.Runs * arguments.Quads;

        // An odd number of cache lines, so that the windows of neighbours do not share sets of the cache.
        plan.Stride = (((plan.Pairs * Int8TileArguments.QuadLength) + LineBytes - 1) / LineBytes | 1) * LineBytes;
        nint weightBytes = plan.Pairs * Int8TileArguments.QuadBytes;
        plan.Weights = StagingMemory.Rent(weightBytes + (arguments.Pixels * plan.Stride));
        plan.Windows = plan.Weights + weightBytes;
    }

    /// <inheritdoc cref="IInt8Tile.Prepare"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Prepare(ref Int8TileArguments arguments, int pixels)
    {
        if (arguments.Words.Pairs == 0)
        {
            return;
        }

        byte* window = arguments.Words.Windows;
        for (int pixel = 0; pixel < pixels; pixel++, window += arguments.Words.Stride)
        {
            WordStaging.Activations(in arguments, arguments.Pixel(pixel), window);
            arguments.SetPixel(pixel, in *window);
        }
    }

    /// <inheritdoc cref="IInt8Tile.Run"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref Int8TileArguments arguments, int pixels, int blocks)
    {
        fixed (Int8TileArguments* pointer = &arguments)
        {
            var tile = new WordTile(1, 0, arguments.Words.Pairs);
            byte* words = arguments.Words.Weights;
            for (int block = 0; block < blocks; block++)
            {
                WordStaging.Weights(arguments.Weights + (block * arguments.BlockStride), words, arguments.Words.Pairs / 2);
                tile.Run(null, pointer->PixelPlace(0), pixels, words, arguments.Sums + (block * Int8TileArguments.BlockChannels), blocks * Int8TileArguments.BlockChannels);
            }
        }
    }
}

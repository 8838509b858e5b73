using System.Collections.Generic;

namespace ModelGen.TileAssembler;

/// <summary>The tiles of AVX-512-VNNI, as <c>Avx512VnniTiles.Pixels</c> says.</summary>
internal static class TileShapes
{
    /// <summary>The most pixels, as <c>Avx512VnniTiles</c> says, and blocks, as <c>Int8TileArguments</c> does.</summary>
    public const int MostPixels = 10, MostBlocks = 4;

    /// <summary>Every number of pixels and blocks, in the order of the table of entries.</summary>
    public static IEnumerable<(int Pixels, int Blocks)> All()
    {
        for (int blocks = 1; blocks <= MostBlocks; blocks++)
        {
            for (int pixels = 1; pixels <= Pixels(blocks); pixels++)
            {
                yield return (pixels, blocks);
            }
        }
    }

    private static int Pixels(int blocks) => blocks switch { 1 or 2 => 10, 3 => 8, _ => 6 };
}

using System;

namespace ModelGen.Compiler.Backends.Cpu.Kernels;

/// <summary>
/// A <see cref="ByteProductKernel"/> as Winograd's algorithm computes it on instruction sets where that takes less: one whose window is 3×3 neighbouring pixels,
/// each result's window one pixel from the next, by F(4×4, 3×3); or one of 3 or 5 rows, each result's window one row below that of the result above, by F(4, 3) or
/// F(4, 5) along columns. Its units are an image, a band of tiles of 4×4 or 4×1 results and a block of channels each, blocks varying fastest, so that a
/// thread transforms the input of a band once for all blocks that it computes.
/// </summary>
/// <param name="Taps">The rows of the window where columns only are transformed; else 0.</param>
/// <param name="Channels">The channels of the input where both dimensions are transformed; else 0.</param>
/// <param name="BandTiles">The tiles of a band.</param>
/// <param name="Bands">The bands of an image.</param>
public readonly record struct ByteWinograd(int Taps, int Channels, int BandTiles, int Bands)
{
    private const int Tile = 4, MostTiles = 64;

    /// <summary>How the kernel is cut, or null where it has another form or its own tiles take less.</summary>
    public static ByteWinograd? Of(ByteProductKernel kernel) =>
        kernel.Groups > 1 || kernel.RowTerm is not null || kernel.Window.OuterStride != kernel.Input.Row ? null : Plane.Of(kernel) ?? Column.Of(kernel);

    private static int TilesOf(int extent) => (extent + Tile - 1) / Tile;

    /// <summary>F(4×4, 3×3).</summary>
    private static class Plane
    {
        private const int Kernel = 3, Positions = 36;

        /// <summary>The input is transformed so many channels at a time.</summary>
        private const int ChannelMultiple = 32;

        /// <summary>The bytes of a band's transformed input that the second cache has room for beside weights and products.</summary>
        private const int BandBytes = 320 * 1024;

        /// <summary>What a pair of channels takes: a pixel of tiles as <see cref="ByteProductKernel"/> has them, a tile of 4×4, and the transform of its weights; in twentieths of a cycle, estimated for AVX2.</summary>
        private const int PixelCost = 9, TileCost = 48, WeightCost = 60;

        public static ByteWinograd? Of(ByteProductKernel kernel)
        {
            ByteWindow window = kernel.Window;
            int run = window.Quads * ByteWindow.QuadBytes, channels = window.Runs == 1 ? run / Kernel : run;
            bool isKernel = window.OuterRuns == Kernel
                && (window.Runs == 1 ? run == Kernel * kernel.Input.Column : window.Runs == Kernel && window.RunStride == kernel.Input.Column);
            int tiles = TilesOf(kernel.Rows) * TilesOf(kernel.Columns);
            bool pays = (long)kernel.Rows * kernel.Columns * PixelCost > ((long)tiles * TileCost) + WeightCost;
            if (!isKernel || !pays || channels % ChannelMultiple != 0)
            {
                return null;
            }

            int most = Math.Max(1, Math.Min(MostTiles, BandBytes / (Positions * sizeof(short) * channels)));
            int bands = (tiles + most - 1) / most;
            return new ByteWinograd(0, channels, (tiles + bands - 1) / bands, bands);
        }
    }

    /// <summary>F(4, 3) and F(4, 5).</summary>
    private static class Column
    {
        /// <summary>The input is transformed so many bytes at a time.</summary>
        private const int LeastBytes = 16;

        /// <summary>The bits of a sum: those of its products, and those that the scale takes.</summary>
        private const int SumBits = 31, ProductBits = 15, ScaleBits = 4;

        /// <summary>What a line of weights takes: its products with a pixel, and its transform for a position; and what the results of a tile take. In cycles, estimated for AVX2.</summary>
        private const double ProductCost = 1.6, WeightCost = 2.5, TileCost = 35;

        public static ByteWinograd? Of(ByteProductKernel kernel)
        {
            ByteWindow window = kernel.Window;
            int taps = window.OuterRuns, run = window.Quads * ByteWindow.QuadBytes, lines = window.Runs * run / 2, positions = taps + Tile - 1;
            int rows = TilesOf(kernel.Rows), tiles = rows * kernel.Columns, band = BandTiles(rows, kernel.Columns), bands = (tiles + band - 1) / band;
            int bytes = ((Math.Min(band, kernel.Columns) - 1) * kernel.Input.Column) + ((window.Runs - 1) * window.RunStride) + run;
            bool isExact = taps * (long)window.Runs * run < 1L << (SumBits - ProductBits - ScaleBits);
            double direct = (double)kernel.Rows * kernel.Columns * taps * lines * ProductCost;
            double winograd = (tiles * ((positions * lines * ProductCost) + TileCost)) + ((double)bands * positions * lines * WeightCost);
            return taps is 3 or 5 && isExact && bytes >= LeastBytes && winograd < direct ? new ByteWinograd(taps, 0, band, bands) : null;
        }

        /// <summary>As many rows of tiles as there is room for, or an even part of a row, if one is not much smaller than there is room for.</summary>
        private static int BandTiles(int rows, int columns)
        {
            if (columns <= MostTiles)
            {
                int most = MostTiles / columns, bands = (rows + most - 1) / most;
                return columns * ((rows + bands - 1) / bands);
            }

            for (int part = MostTiles; part > MostTiles / 2; part--)
            {
                if (columns % part == 0)
                {
                    return part;
                }
            }

            return MostTiles;
        }
    }
}

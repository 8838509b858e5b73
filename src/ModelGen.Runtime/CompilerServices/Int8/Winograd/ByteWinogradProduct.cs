using System;
using System.Runtime.CompilerServices;

namespace ModelGen.CompilerServices;

/// <summary><see cref="Int8Winograd"/> with the vectors of AVX2.</summary>
internal static unsafe class ByteWinogradProduct
{
    /// <inheritdoc cref="IInt8Tile.WinogradInput"/>
    public static void Transform(ref Int8Winograd winograd, ref readonly byte x, int band)
    {
        winograd.Start(band);
        byte* first = (byte*)Unsafe.AsPointer(ref Unsafe.AsRef(in x));
        if (winograd.Taps > 0)
        {
            ColumnWinogradInput.Run(in winograd, first);
        }
        else
        {
            PlaneWinogradInput.Run(in winograd, first);
        }
    }

    /// <inheritdoc cref="IInt8Tile.WinogradSums"/>
    public static void Sums(ref Int8Winograd winograd, ref readonly byte weights)
    {
        byte* block = (byte*)Unsafe.AsPointer(ref Unsafe.AsRef(in weights));
        if (winograd.Taps > 0)
        {
            ColumnWinogradWeights.Run(in winograd, block);
            MultiplyRuns(in winograd);
            return;
        }

        for (int channel = 0; channel < winograd.Channels; channel += Int8Winograd.MostPartChannels)
        {
            int channels = Math.Min(Int8Winograd.MostPartChannels, winograd.Channels - channel);
            PlaneWinogradWeights.Run(in winograd, block, channel, channels);
            MultiplyChannels(in winograd, channel, channels);
            PlaneWinogradOutput.Run(in winograd, channels, channel == 0);
        }
    }

    /// <summary>The products of the band for a part of the channels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyChannels(ref readonly Int8Winograd winograd, int channel, int channels)
    {
        nint* places = stackalloc nint[winograd.Tiles];
        for (int pixel = 0; pixel < winograd.Tiles; pixel++)
        {
            places[pixel] = pixel * winograd.InputTile;
        }

        Multiply(in winograd, new WordTile(1, 0, channels / 2), channel * sizeof(short), places, winograd.Tiles);
    }

    /// <summary>The sums of the band, a few tiles at a time, so that their products stay in the first cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyRuns(ref readonly Int8Winograd winograd)
    {
        nint* places = stackalloc nint[Int8Winograd.ColumnGroupTiles];
        var product = new WordTile(winograd.Runs, winograd.RunStride * sizeof(short), 2 * winograd.Quads);
        int firstRow = winograd.Origin(0).Row;
        for (int group = 0; group < winograd.Tiles; group += Int8Winograd.ColumnGroupTiles)
        {
            int tiles = Math.Min(Int8Winograd.ColumnGroupTiles, winograd.Tiles - group);
            (int row, int column) = winograd.Origin(group);
            for (int tile = 0; tile < tiles; tile++, winograd.Next(ref row, ref column))
            {
                places[tile] = ((row - firstRow) / Int8Winograd.Tile * winograd.InputRow) + ((column - winograd.FirstColumn) * winograd.ColumnStride * sizeof(short));
            }

            Multiply(in winograd, product, 0, places, tiles);
            ColumnWinogradOutput.Run(in winograd, group, tiles);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Multiply(ref readonly Int8Winograd winograd, WordTile product, nint offset, nint* places, int tiles)
    {
        byte* input = winograd.Input + offset, weights = winograd.Weights;
        int* products = winograd.Products;
        for (int position = winograd.Positions; position > 0; position--)
        {
            product.Run(input, places, tiles, weights, products, Int8TileArguments.BlockChannels);
            input += winograd.InputPosition;
            weights += winograd.WeightPosition;
            products += winograd.ProductPosition;
        }
    }
}

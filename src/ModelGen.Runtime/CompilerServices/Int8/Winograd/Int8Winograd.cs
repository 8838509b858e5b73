using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace ModelGen.CompilerServices;

/// <summary>
/// A convolution of bytes, of stride 1 along rows, by Winograd's algorithm. It is exact: transforms are scaled to integers of 16 bits, and what the scales
/// multiply sums with is divided out modulo 2³².
/// </summary>
/// <remarks>
/// <para>
/// Source: A. Lavin, S. Gray, "Fast Algorithms for Convolutional Neural Networks", 2016. The inverse of an odd number modulo 2³² removes it from a sum, an
/// arithmetic shift removes a power of two, if the sum has bits left for it. There are two forms.
/// </para>
/// <para>
/// F(4×4, 3×3), in both dimensions: 4×4 results take 36 products for each pair of channels instead of 144. The rows of the kernels' transform are scaled by
/// 4, 6, 6, 24, 24 and 1, so that weights of 8 bits become integers of 14; activations become integers of 16. The transform of sums then yields
/// them times 9 · 2ᵏ, k at most 6, so no sum may need more than 26 bits. This holds for <see cref="MostPartChannels"/> channels of activations less 128; more
/// are summed in parts.
/// </para>
/// <para>
/// F(4, 3) and F(4, 5), along columns only, of windows whose rows are any runs of bytes: 4 results, one below the other, take 6 or 8 times the products of a row
/// of the window instead of 12 or 20 times. The points are 0, ±1, ±2, ∞, and ±3 for 5 rows; activations become integers of 12 or 16 bits, weights of 11 or 15.
/// Sums come out times at most 3 · 2³ or 45 · 2⁴.
/// </para>
/// <para>
/// The results are cut into tiles of 4×4, or of 4×1, in the order of their rows, those at the end into parts of tiles. <see cref="Int8Tiles.WinogradInput"/>
/// transforms a band of tiles, <see cref="Int8Tiles.WinogradSums"/> then computes its sums for a block of 16 channels.
/// </para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe struct Int8Winograd
{
    /// <summary>In both dimensions the channels of the input are a multiple of so many.</summary>
    public const int ChannelMultiple = 32;

    /// <summary>The most channels of a part: 9 times as many products of −128 … 127 each stay below 2²⁵, and the weights of a block in the second cache.</summary>
    internal const int MostPartChannels = 128;

    /// <summary>The rows of a tile, and its columns in both dimensions.</summary>
    internal const int Tile = 4;

    /// <summary>The tiles of a group where columns only are transformed: two passes of <see cref="WordTile"/>.</summary>
    internal const int ColumnGroupTiles = 2 * WordTile.Pass;

    private const int PlanePositions = 36;

    /// <summary>The rows of the result.</summary>
    public int Rows { readonly get; set; }

    /// <summary>The pixels of a row of the result.</summary>
    public int Columns { readonly get; set; }

    /// <summary>The channels of the input, a multiple of <see cref="ChannelMultiple"/>, where both dimensions are transformed.</summary>
    public int Channels { readonly get; set; }

    /// <summary>The rows of the window, 3 or 5, where columns only are transformed; else 0.</summary>
    public int Taps { readonly get; set; }

    /// <summary>The runs of a row of the window, at least 1, where columns only are transformed.</summary>
    public int Runs { readonly get; set; }

    /// <summary>From run to run, in bytes.</summary>
    public nint RunStride { readonly get; set; }

    /// <summary>The quads of a run, at least 1; the windows of a row of the result extend over 16 bytes or more.</summary>
    public int Quads { readonly get; set; }

    /// <summary>From row to row of the input, in bytes.</summary>
    public nint RowStride { readonly get; set; }

    /// <summary>From window to window along a row, in bytes.</summary>
    public nint ColumnStride { readonly get; set; }

    /// <summary>The tiles of a band, 1 to <see cref="Int8TileArguments.MostPixels"/>; the last band may have fewer.</summary>
    public int BandTiles { readonly get; set; }

    /// <summary>The tiles of the current band.</summary>
    public int Tiles { readonly get; private set; }

    /// <summary>The tiles whose places and sums lie together.</summary>
    public readonly int GroupTiles => Taps > 0 ? ColumnGroupTiles : Int8TileArguments.MostPixels / TilePixels;

    /// <summary>The products that a tile takes.</summary>
    internal readonly int Positions => Taps > 0 ? Tile + Taps - 1 : PlanePositions;

    /// <summary>The pixels of a tile.</summary>
    internal readonly int TilePixels => Tile * TileWidth;

    /// <summary>The first tile of the current band.</summary>
    internal int First { readonly get; private set; }

    /// <summary>The transformed input: position, tile, channel; or position, row of tiles, byte of their windows.</summary>
    internal byte* Input { readonly get; private set; }

    /// <summary>The transformed weights of a block, and of a part of the channels: position, pair, channel of the block.</summary>
    internal byte* Weights { readonly get; private set; }

    /// <summary>The products: position, tile, channel of the block.</summary>
    internal int* Products { readonly get; private set; }

    /// <summary>The sums: group of tiles, pixel that exists, channel of the block.</summary>
    internal int* SumsPlace { readonly get; private set; }

    /// <summary>From tile to tile of the transformed input in both dimensions, in bytes: another set of the cache for each of neighbours.</summary>
    internal nint InputTile { readonly get; private set; }

    /// <summary>From row to row of tiles of the input transformed along columns, in bytes: whole cache lines.</summary>
    internal nint InputRow { readonly get; private set; }

    /// <summary>The first column that the band has of its rows of tiles.</summary>
    internal int FirstColumn { readonly get; private set; }

    /// <summary>From position to position of the transformed input, in bytes.</summary>
    internal nint InputPosition { readonly get; private set; }

    /// <summary>From position to position of the transformed weights, in bytes: an odd number of cache lines.</summary>
    internal nint WeightPosition { readonly get; private set; }

    /// <summary>From position to position of the products, in elements: an odd number of cache lines.</summary>
    internal nint ProductPosition { readonly get; private set; }

    /// <summary>The bytes under the windows of <see cref="BandColumns"/> pixels.</summary>
    internal readonly nint RowBytes => ((BandColumns - 1) * ColumnStride) + ((Runs - 1) * RunStride) + (Quads * Int8TileArguments.QuadLength);

    /// <summary>The columns that a band has of a row of tiles: a part of the row if it is cut evenly, else all.</summary>
    private readonly int BandColumns => BandTiles < Columns && Columns % BandTiles == 0 ? BandTiles : Columns;

    private readonly int TileWidth => Taps > 0 ? 1 : Tile;

    private readonly int TileColumns => (Columns + TileWidth - 1) / TileWidth;

    /// <summary>Where the sums of a group of tiles begin, <c>[pixel][16]</c>; pixels that are not there have none.</summary>
    /// <param name="tile">The first tile of the group, counted within the band.</param>
    public readonly ref int Sums(int tile) => ref SumsPlace[tile * TilePixels * Int8TileArguments.BlockChannels];

    /// <summary>Where an operand has the pixels of a group of tiles, in the order of the sums.</summary>
    /// <param name="tile">The first tile of the group, counted within the band.</param>
    /// <param name="origin">Where it has the first pixel of all.</param>
    /// <param name="rowStride">From row to row.</param>
    /// <param name="columnStride">From pixel to pixel.</param>
    /// <param name="places">Room for <see cref="Int8TileArguments.MostPixels"/>.</param>
    /// <returns>The pixels.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly int Places(int tile, nint origin, nint rowStride, nint columnStride, ref nint places)
    {
        int pixels = 0, last = Math.Min(tile + GroupTiles, Tiles);
        (int row, int column) = Origin(tile);
        for (; tile < last; tile++, Next(ref row, ref column))
        {
            int rows = Math.Min(Tile, Rows - row), columns = Math.Min(TileWidth, Columns - column);
            nint start = origin + (row * rowStride) + (column * columnStride);
            for (int r = 0; r < rows; r++, start += rowStride)
            {
                nint place = start;
                for (int c = 0; c < columns; c++, place += columnStride)
                {
                    Unsafe.Add(ref places, pixels++) = place;
                }
            }
        }

        return pixels;
    }

    /// <summary>The first row and column of the results of a tile of the band.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly (int Row, int Column) Origin(int tile)
    {
        (int row, int column) = Math.DivRem(First + tile, TileColumns);
        return (row * Tile, column * TileWidth);
    }

    /// <summary>Goes from there to the next tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly void Next(ref int row, ref int column)
    {
        column += TileWidth;
        if (column >= Columns)
        {
            column = 0;
            row += Tile;
        }
    }

    /// <summary>Goes to a band: lays out what it takes, and rents memory of the thread for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Start(int band)
    {
        First = band * BandTiles;
        Tiles = Math.Min(BandTiles, ((Rows + Tile - 1) / Tile * TileColumns) - First);
        int positions = Positions, pairs, products;
        if (Taps > 0)
        {
            int columns = BandColumns;
            FirstColumn = columns < Columns ? First % Columns : 0;
            InputRow = ((RowBytes * sizeof(short)) + Int8TileArguments.QuadBytes - 1) & -Int8TileArguments.QuadBytes;
            InputPosition = InputRow * (columns < Columns ? 1 : (BandTiles + (2 * Columns) - 2) / Columns);
            (pairs, products) = (2 * Runs * Quads, ColumnGroupTiles);
        }
        else
        {
            InputTile = (Channels * sizeof(short)) + (Channels >= 256 ? Int8TileArguments.QuadBytes : 0);
            InputPosition = BandTiles * InputTile;
            (pairs, products) = (Math.Min(Channels, MostPartChannels) / 2, BandTiles);
        }

        WeightPosition = (pairs + 1) * Int8TileArguments.QuadBytes;
        ProductPosition = (products + 1) * Int8TileArguments.BlockChannels;
        nint input = positions * InputPosition, weights = positions * WeightPosition, productBytes = positions * ProductPosition * sizeof(int);
        Input = StagingMemory.Rent(input + weights + productBytes + (BandTiles * TilePixels * Int8TileArguments.BlockChannels * sizeof(int)));
        Weights = Input + input;
        Products = (int*)(Weights + weights);
        SumsPlace = (int*)(Weights + weights + productBytes);
    }
}

using System;
using System.Linq;
using System.Runtime.InteropServices;
using ModelGen.CompilerServices;
using ModelGen.Tests;

namespace ModelGen.Runtime.Tests.CompilerServices.Int8;

/// <summary>Winograd's algorithm on bytes gives the sums of the convolution, to the last bit, on every instruction set that uses it.</summary>
public sealed class Int8WinogradTests
{
    private const int Kernel = 3, Block = Int8TileArguments.BlockChannels, Quad = Int8TileArguments.QuadLength;

    [SkippableFact]
    public void Avx2() => Check<Int8Avx2>();

    private static void Check<T>()
        where T : IInt8Tile
    {
        Skip.IfNot(T.IsSupported, $"There is no {T.Isa} here.");
        Assert.True(T.HasWinograd);
        RandomCases.Check(60, random =>
        {
            // Several parts of channels, bands that end within a row of tiles, and tiles that are there in part.
            int rows = random.Next(1, 18), columns = random.Next(1, 18), channels = random.Next(1, 12) * Int8Winograd.ChannelMultiple;
            Compare<T>(random, Square(rows, columns, channels, random.Next(1, 20)), Bytes);
        });
        RandomCases.Check(150, random =>
        {
            // Windows whose runs are apart, next to each other or overlap, in bands of parts of rows, of one row and of several.
            int runs = random.Next(1, 4), quads = random.Next(1, 12), rows = random.Next(1, 14), columns = random.Next(1, 40), step = random.Next(1, 30);
            int runStride = random.Next(1, 80), extent = ((columns - 1) * step) + ((runs - 1) * runStride) + (quads * Quad);
            int most = Math.Min(Int8TileArguments.MostPixels, (rows + 3) / 4 * columns);
            int band = random.Next(3) switch { 0 => columns, 1 => Enumerable.Range(1, columns).Last(part => columns % part == 0 && (part < columns || part == 1)), _ => random.Next(1, most + 1) };
            var winograd = new Int8Winograd
            {
                Rows = rows,
                Columns = columns,
                Taps = random.Next(2) == 0 ? 3 : 5,
                Runs = runs,
                RunStride = runStride,
                Quads = quads,
                ColumnStride = step,
                RowStride = extent + random.Next(10),
                BandTiles = band,
            };
            if (winograd.RowBytes >= 16)
            {
                Compare<T>(random, winograd, Bytes);
            }
        });
    }

    /// <summary>The greatest sums that there can be, of either sign, of a whole part of the channels and beyond.</summary>
    [SkippableTheory]
    [InlineData(0, -128)]
    [InlineData(0, 127)]
    [InlineData(255, -128)]
    [InlineData(255, 127)]
    public void Extremes(int x, int weight)
    {
        Skip.IfNot(Int8Avx2.IsSupported, $"There is no {Int8Avx2.Isa} here.");
        foreach (int channels in new[] { Int8Winograd.MostPartChannels, 9 * Int8Winograd.ChannelMultiple, 4 * Int8Winograd.MostPartChannels })
        {
            Compare<Int8Avx2>(new Random(1), Square(5, 4, channels, 2), Draw);
        }

        // As many bytes under a window as the compiler allows.
        foreach (int taps in new[] { 3, 5 })
        {
            var winograd = new Int8Winograd { Rows = 5, Columns = 2, Taps = taps, Runs = 1, Quads = 4095 / taps / Quad, ColumnStride = 40, RowStride = 5000, BandTiles = 3 };
            Compare<Int8Avx2>(new Random(1), winograd, Draw);
        }

        byte[] Draw(Random _, int length, bool isWeights) => [.. Enumerable.Repeat((byte)(isWeights ? weight : x), length)];
    }

    private static Int8Winograd Square(int rows, int columns, int channels, int bandTiles) => new()
    {
        Rows = rows,
        Columns = columns,
        Channels = channels,
        ColumnStride = channels,
        RowStride = (columns + 2) * channels,
        BandTiles = bandTiles,
    };

    private static unsafe void Compare<T>(Random random, Int8Winograd winograd, Func<Random, int, bool, byte[]> draw)
        where T : IInt8Tile
    {
        // A convolution of 3×3 has a run for each tap.
        bool isSquare = winograd.Taps == 0;
        int taps = isSquare ? Kernel : winograd.Taps, runs = isSquare ? Kernel : winograd.Runs, quads = isSquare ? winograd.Channels / Quad : winograd.Quads;
        int runStride = (int)(isSquare ? winograd.ColumnStride : winograd.RunStride), rows = winograd.Rows, columns = winograd.Columns;
        int extent = ((columns - 1) * (int)winograd.ColumnStride) + ((runs - 1) * runStride) + (quads * Quad);
        byte[] x = draw(random, ((rows + taps - 2) * (int)winograd.RowStride) + extent, false), weights = draw(random, taps * runs * quads * Quad * Block, true);
        var packed = new AlignedBuffer(weights.Length);
        weights.CopyTo(new Span<byte>(packed.Start, weights.Length));
        int tiles = (rows + 3) / 4 * (isSquare ? (columns + 3) / 4 : columns);
        var actual = new int[rows * columns * Block];
        var places = new nint[Int8TileArguments.MostPixels];
        fixed (byte* first = x)
        {
            for (int band = 0; band * winograd.BandTiles < tiles; band++)
            {
                T.WinogradInput(ref winograd, in *first, band);
                T.WinogradSums(ref winograd, in *packed.Start);
                for (int tile = 0; tile < winograd.Tiles; tile += winograd.GroupTiles)
                {
                    int pixels = winograd.Places(tile, 0, columns * Block, Block, ref places[0]);
                    for (int pixel = 0; pixel < pixels; pixel++)
                    {
                        MemoryMarshal.CreateSpan(ref winograd.Sums(tile), pixels * Block).Slice(pixel * Block, Block).CopyTo(actual.AsSpan((int)places[pixel]));
                    }
                }
            }
        }

        GC.KeepAlive(packed);
        for (int sample = 0; sample < Math.Min(rows * columns * Block, 400); sample++)
        {
            int index = random.Next(rows * columns * Block), row = index / Block / columns, column = index / Block % columns;
            Assert.True(
                Expected(row, column, index % Block) == actual[index],
                $"{rows}x{columns}, {taps} rows of {runs} runs of {quads} quads, in bands of {winograd.BandTiles}: {row}, {column}, {index % Block}");
        }

        int Expected(int row, int column, int output)
        {
            int sum = 0;
            for (int run = 0; run < taps * runs; run++)
            {
                nint place = ((row + (run / runs)) * winograd.RowStride) + (column * winograd.ColumnStride) + (run % runs * runStride);
                for (int c = 0; c < quads * Quad; c++)
                {
                    sum += x[place + c] * (sbyte)weights[(((run * quads) + (c / Quad)) * Block * Quad) + (output * Quad) + (c % Quad)];
                }
            }

            return sum;
        }
    }

    /// <summary>Random bytes, or such with many extremes.</summary>
    private static byte[] Bytes(Random random, int length, bool _)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        if (random.Next(3) == 0)
        {
            for (int i = 0; i < length; i++)
            {
                bytes[i] = (byte)(bytes[i] < 128 ? 127 + (bytes[i] & 1) : -(bytes[i] & 1));
            }
        }

        return bytes;
    }
}

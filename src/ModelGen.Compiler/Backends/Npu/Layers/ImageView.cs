using System;
using System.Linq;
using ModelGen.Compiler.Backends.Npu.Emission;

namespace ModelGen.Compiler.Backends.Npu.Layers;

/// <summary>A value, or a part of one, as images of rows, columns and channels; channels are contiguous.</summary>
/// <param name="Value">The id of the value.</param>
/// <param name="Offset">Its first byte in the value.</param>
/// <param name="Images">The number of images.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Channels">Channels.</param>
/// <param name="ImageStride">Bytes from an image to the next.</param>
/// <param name="RowStride">Bytes from a row to the next.</param>
/// <param name="ColumnStride">Bytes from a column to the next.</param>
internal sealed record ImageView(int Value, long Offset, int Images, int Height, int Width, int Channels, long ImageStride, long RowStride, long ColumnStride)
{
    /// <summary>Bytes from the part of a core to that of the next one; 0 if all cores have the same.</summary>
    public long Core { get; init; }

    /// <summary>A dense value with the axes of an image, or with any axes as one row of columns.</summary>
    public static ImageView Of(int value, Shape shape)
    {
        if (shape.Rank == 4)
        {
            return new ImageView(value, 0, shape[0], shape[1], shape[2], shape[3], (long)shape[1] * shape[2] * shape[3], (long)shape[2] * shape[3], shape[3]);
        }

        int channels = shape.Rank == 0 ? 1 : shape[-1], columns = shape.ElementCount / channels;
        return Dense(value, 1, 1, columns, channels);
    }

    /// <summary>A dense value under other extents.</summary>
    public static ImageView Dense(int value, int images, int height, int width, int channels) =>
        new(value, 0, images, height, width, channels, (long)height * width * channels, (long)width * channels, channels);

    /// <summary>Every so manieth row and column, from some on.</summary>
    public ImageView Every(Size2D first, Size2D step, Size2D count) => this with
    {
        Offset = Offset + (first.Height * RowStride) + (first.Width * ColumnStride),
        Height = count.Height,
        Width = count.Width,
        RowStride = RowStride * step.Height,
        ColumnStride = ColumnStride * step.Width,
    };

    /// <summary>A dense value as rows of one column, with as many channels as an instruction counts.</summary>
    public ImageView Flat()
    {
        const int MostChannels = 65535;
        int[] extents = [Width, Height, Images];
        long channels = Channels;
        int merged = 0;
        while (merged < extents.Length && channels * extents[merged] <= MostChannels)
        {
            channels *= extents[merged++];
        }

        int rows = 1;
        foreach (int extent in extents.Skip(merged))
        {
            rows *= extent;
        }

        return Dense(Value, 1, rows, 1, (int)channels);
    }

    /// <summary>The part of the channels that a core has.</summary>
    public ImageView Part(int cores) => this with { Channels = Channels / cores, Core = Channels / cores };

    /// <summary>All of an image.</summary>
    public Region Image(int index) => new(index, 0, Height, 0, Width, 0, Channels);

    /// <summary>Bytes of all elements.</summary>
    public long Bytes => (long)Images * Height * Width * Channels;

    /// <summary>The offset of an element.</summary>
    public long At(int image, int row, int column, int channel) => Offset + (image * ImageStride) + (row * RowStride) + (column * ColumnStride) + channel;

    /// <summary>How a part of it lies.</summary>
    public Box Box(Region region) => new(region.Rows, RowStride, region.Columns, ColumnStride, region.Channels);
}

/// <summary>A part of an image.</summary>
/// <param name="Image">The image.</param>
/// <param name="Row">The first row.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Column">The first column.</param>
/// <param name="Columns">The number of columns.</param>
/// <param name="Channel">The first channel.</param>
/// <param name="Channels">The number of channels.</param>
internal readonly record struct Region(int Image, int Row, int Rows, int Column, int Columns, int Channel, int Channels)
{
    /// <summary>Bytes of its elements.</summary>
    public long Bytes => (long)Rows * Columns * Channels;

    /// <summary>The part that a view has of it where it has one row, column or image for all.</summary>
    public Region Within(ImageView view) => new(
        view.Images == 1 ? 0 : Image, view.Height == 1 ? 0 : Row, view.Height == 1 ? 1 : Rows, view.Width == 1 ? 0 : Column, view.Width == 1 ? 1 : Columns, Channel, Channels);
}

/// <summary>Rows and columns from the first to the last that windows cover, cut to those that an image has.</summary>
/// <param name="First">The first one.</param>
/// <param name="Count">How many, at least 1.</param>
/// <param name="Pad">Those outside of the image before the first one.</param>
internal readonly record struct Span(int First, int Count, int Pad)
{
    /// <summary>More than any window covers: an input so far away is read by none.</summary>
    private const int Away = 65535;

    /// <summary>What some windows cover.</summary>
    /// <param name="begin">Where the first window begins; negative before the image.</param>
    /// <param name="windows">The number of windows.</param>
    /// <param name="stride">Their distance.</param>
    /// <param name="kernel">What a window covers.</param>
    /// <param name="dilation">Its distance.</param>
    /// <param name="from">The first one of the image that there is.</param>
    /// <param name="to">The one behind its last one.</param>
    public static Span Of(long begin, int windows, int stride, int kernel, int dilation, int from, int to)
    {
        long end = begin + ((windows - 1L) * stride) + ((kernel - 1L) * dilation) + 1;
        long first = Math.Max(begin, from), last = Math.Min(end, to);
        return first < last ? new Span((int)first, (int)(last - first), (int)(first - begin)) : new Span(from, 1, Away);
    }
}

using System;
using System.IO;
using StbImageSharp;

namespace Digits;

/// <summary>
/// Brings a picture of one digit to the form of the training images: white on black, the ink in a box of 20 pixels whose centre of
/// mass lies on pixel (14, 14) of 28×28.
/// </summary>
internal static class DigitPicture
{
    public const int Size = 28;
    private const int InkSize = 20;
    private const long MostPixels = 50_000_000;
    private const double FaintestInk = 16;
    private const double NoiseShare = 0.1;

    /// <summary>Reads a PNG, JPEG, BMP or GIF file.</summary>
    /// <exception cref="InvalidDataException">The file is no picture that can be read, or shows no digit.</exception>
    public static float[] Load(string path)
    {
        if (Directory.Exists(path))
        {
            throw new InvalidDataException($"'{path}' is a folder. Give the pictures in it one by one.");
        }

        ImageResult image = Decode(path);
        return Prepare(Luminance(image))
            ?? throw new InvalidDataException($"'{path}' shows no digit: nothing in it stands out from the colour of its border.");
    }

    private static ImageResult Decode(string path)
    {
        try
        {
            byte[] file = File.ReadAllBytes(path);
            return ImageInfo.FromStream(new MemoryStream(file)) is { } info && (long)info.Width * info.Height > MostPixels
                ? throw new InvalidDataException($"'{path}' has {info.Width}×{info.Height} pixels, which is more than {MostPixels / 1_000_000} million. Make it smaller.")
                : ImageResult.FromMemory(file, ColorComponents.RedGreenBlueAlpha);
        }
        catch (Exception e) when (e is not IOException and not UnauthorizedAccessException and not InvalidDataException)
        {
            throw new InvalidDataException($"'{path}' is not a PNG, JPEG, BMP or GIF picture, or it is damaged.", e);
        }
    }

    /// <summary>The 784 inputs of the network for a picture of luminances from 0 to 255, [row, column]; null if nothing is drawn.</summary>
    internal static float[]? Prepare(double[,] picture)
    {
        double[,]? ink = Ink(picture);
        if (ink is null)
        {
            return null;
        }

        double[,] cropped = Crop(ink);
        int longer = Math.Max(cropped.GetLength(0), cropped.GetLength(1));
        double[,] small = Shrink(cropped, Scaled(cropped.GetLength(0), longer), Scaled(cropped.GetLength(1), longer));
        return Centre(small);
    }

    private static double[,] Luminance(ImageResult image)
    {
        var picture = new double[image.Height, image.Width];
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                ReadOnlySpan<byte> pixel = image.Data.AsSpan(((y * image.Width) + x) * 4, 4);
                double alpha = pixel[3] / 255.0;
                double luminance = (0.299 * pixel[0]) + (0.587 * pixel[1]) + (0.114 * pixel[2]);
                picture[y, x] = (luminance * alpha) + (255 * (1 - alpha));
            }
        }

        return picture;
    }

    /// <summary>How much each pixel stands out from the mean of the border, whichever of the two is lighter; null if none does.</summary>
    private static double[,]? Ink(double[,] picture)
    {
        int height = picture.GetLength(0), width = picture.GetLength(1);
        double borderSum = 0, peak = 0;
        int borderCount = 0;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                if (y == 0 || x == 0 || y == height - 1 || x == width - 1)
                {
                    borderSum += picture[y, x];
                    borderCount++;
                }
            }
        }

        double border = borderSum / borderCount;
        double sign = border > 127 ? -1 : 1;
        var ink = new double[height, width];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                ink[y, x] = Math.Max(0, sign * (picture[y, x] - border));
                peak = Math.Max(peak, ink[y, x]);
            }
        }

        if (peak < FaintestInk)
        {
            return null;
        }

        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                ink[y, x] = ink[y, x] < NoiseShare * peak ? 0 : ink[y, x];
            }
        }

        return ink;
    }

    private static double[,] Crop(double[,] ink)
    {
        int top = int.MaxValue, left = int.MaxValue, bottom = 0, right = 0;
        for (int y = 0; y < ink.GetLength(0); y++)
        {
            for (int x = 0; x < ink.GetLength(1); x++)
            {
                if (ink[y, x] > 0)
                {
                    (top, bottom) = (Math.Min(top, y), Math.Max(bottom, y + 1));
                    (left, right) = (Math.Min(left, x), Math.Max(right, x + 1));
                }
            }
        }

        var cropped = new double[bottom - top, right - left];
        for (int y = top; y < bottom; y++)
        {
            for (int x = left; x < right; x++)
            {
                cropped[y - top, x - left] = ink[y, x];
            }
        }

        return cropped;
    }

    private static int Scaled(int side, int longer) => Math.Max(1, ((2 * InkSize * side) + longer) / (2 * longer));

    /// <summary>Each target pixel is the mean of the area that it covers, partly covered pixels counting by their share.</summary>
    private static double[,] Shrink(double[,] source, int height, int width)
    {
        var target = new double[height, width];
        double rows = (double)source.GetLength(0) / height, columns = (double)source.GetLength(1) / width;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                target[y, x] = Mean(source, y * rows, (y + 1) * rows, x * columns, (x + 1) * columns);
            }
        }

        return target;
    }

    private static double Mean(double[,] source, double top, double bottom, double left, double right)
    {
        double sum = 0;
        for (int y = (int)top; y < Math.Min(source.GetLength(0), Math.Ceiling(bottom)); y++)
        {
            double rowShare = Math.Min(y + 1, bottom) - Math.Max(y, top);
            for (int x = (int)left; x < Math.Min(source.GetLength(1), Math.Ceiling(right)); x++)
            {
                sum += source[y, x] * rowShare * (Math.Min(x + 1, right) - Math.Max(x, left));
            }
        }

        return sum / ((bottom - top) * (right - left));
    }

    private static float[] Centre(double[,] ink)
    {
        int height = ink.GetLength(0), width = ink.GetLength(1);
        double sum = 0, sumX = 0, sumY = 0, peak = 0;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                sum += ink[y, x];
                sumX += x * ink[y, x];
                sumY += y * ink[y, x];
                peak = Math.Max(peak, ink[y, x]);
            }
        }

        int left = Math.Clamp((int)Math.Floor((Size / 2) - (sumX / sum) + 0.5), 0, Size - width);
        int top = Math.Clamp((int)Math.Floor((Size / 2) - (sumY / sum) + 0.5), 0, Size - height);
        var pixels = new float[Size * Size];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                pixels[((top + y) * Size) + left + x] = (float)(ink[y, x] / peak);
            }
        }

        return pixels;
    }
}

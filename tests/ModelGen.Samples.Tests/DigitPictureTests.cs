using System;
using System.IO;
using System.Linq;
using Digits;

namespace ModelGen.Samples.Tests;

public class DigitPictureTests
{
    private static readonly string[] Names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    private static readonly string Images = Path.Combine(AppContext.BaseDirectory, "images");

    public static TheoryData<string> Pictures() => [.. Directory.EnumerateFiles(Images).Select(p => Path.GetFileName(p)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pictures))]
    public void ThePicturesOfTheSampleAreRecognised(string picture)
    {
        int expected = Array.IndexOf(Names, Path.GetFileNameWithoutExtension(picture));
        var scores = new float[10];
        DigitClassifier.Create().Run(DigitPicture.Load(Path.Combine(Images, picture)), scores);
        Assert.True(scores[expected] > 0.99, $"{picture}: {string.Join(", ", scores)}");
    }

    [Fact]
    public void EveryDigitHasAPicture() => Assert.Equal(10, Directory.EnumerateFiles(Images).Count());

    [Fact]
    public void TheInkFitsABoxOf20PixelsAroundItsCentreOfMass()
    {
        foreach (string picture in Directory.EnumerateFiles(Images))
        {
            float[] pixels = DigitPicture.Load(picture);
            double sum = pixels.Sum(), x = 0, y = 0;
            for (int i = 0; i < pixels.Length; i++)
            {
                x += i % 28 * pixels[i] / sum;
                y += i / 28 * pixels[i] / sum;
            }

            Assert.Equal(1, pixels.Max());
            Assert.InRange(x, 13.49, 14.51);
            Assert.InRange(y, 13.49, 14.51);
            int[] inkRows = [.. Enumerable.Range(0, 28).Where(row => pixels.AsSpan(row * 28, 28).ContainsAnyInRange(1e-6f, 1f))];
            Assert.InRange(inkRows[^1] - inkRows[0] + 1, 1, 20);
        }
    }

    [Fact]
    public void InvertedPicturesGiveTheSamePixels()
    {
        var light = new double[40, 30];
        var dark = new double[40, 30];
        for (int y = 0; y < 40; y++)
        {
            for (int x = 0; x < 30; x++)
            {
                light[y, x] = x is > 10 and < 15 && y is > 5 and < 33 ? 20 : 240;
                dark[y, x] = 255 - light[y, x];
            }
        }

        Assert.Equal(DigitPicture.Prepare(light), DigitPicture.Prepare(dark));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(127)]
    [InlineData(255)]
    public void AnEvenSurfaceShowsNoDigit(double luminance)
    {
        var picture = new double[20, 20];
        for (int i = 0; i < 400; i++)
        {
            picture[i / 20, i % 20] = luminance;
        }

        Assert.Null(DigitPicture.Prepare(picture));
    }

    [Fact]
    public void ASinglePixelOfInkIsEnlarged()
    {
        var picture = new double[1, 9];
        picture[0, 4] = 255;
        Assert.Equal(400, DigitPicture.Prepare(picture)!.Sum());
    }

    [Fact]
    public void AFileThatIsNoPictureIsRefusedWithItsNameAndTheReason()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            byte[] picture = File.ReadAllBytes(Path.Combine(Images, "two.png"));
            Refused("text.png", "is not a PNG, JPEG, BMP or GIF picture", [.. "not a picture"u8]);
            Refused("empty.png", "is not a PNG, JPEG, BMP or GIF picture", []);
            Refused("cut.png", "or it is damaged", picture[..100]);
            Refused("damaged.png", "or it is damaged", [.. picture[..(picture.Length / 2)], .. new byte[picture.Length / 2]]);
            Refused("huge.bmp", "has 30000×30000 pixels, which is more than 50 million", BitmapHeader(30_000, 30_000));
            var isFolder = Assert.Throws<InvalidDataException>(() => DigitPicture.Load(folder.FullName));
            Assert.Contains($"'{folder.FullName}' is a folder", isFolder.Message, StringComparison.Ordinal);
            Assert.Contains("missing.png", Assert.Throws<FileNotFoundException>(() => DigitPicture.Load(Path.Combine(folder.FullName, "missing.png"))).Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        void Refused(string name, string reason, byte[] content)
        {
            string path = Path.Combine(folder.FullName, name);
            File.WriteAllBytes(path, content);
            var error = Assert.Throws<InvalidDataException>(() => DigitPicture.Load(path));
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
            Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>The header of a bitmap of 24 bits a pixel, which is all that the size is read from.</summary>
    private static byte[] BitmapHeader(int width, int height) =>
    [
        .. "BM"u8, .. BitConverter.GetBytes(54), 0, 0, 0, 0, .. BitConverter.GetBytes(54),
        .. BitConverter.GetBytes(40), .. BitConverter.GetBytes(width), .. BitConverter.GetBytes(height), 1, 0, 24, 0, .. new byte[24],
    ];
}

using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;

namespace Digits;

/// <summary>The 10,000 test images of the MNIST data set, with the digit that each shows.</summary>
internal sealed record Mnist(byte[] Pixels, byte[] Labels)
{
    private const int ImageMagic = 0x803;
    private const int LabelMagic = 0x801;
    private const int PixelsPerImage = 28 * 28;

    public int Count => Labels.Length;

    public ReadOnlySpan<byte> Image(int index) => Pixels.AsSpan(index * PixelsPerImage, PixelsPerImage);

    /// <summary>Reads the two t10k files, as distributed (gzip) or unpacked.</summary>
    /// <exception cref="InvalidDataException">A file is not in the idx format, or the two do not belong together.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Mnist LoadTestSet(string folder)
    {
        byte[] images = Read(folder, "t10k-images-idx3-ubyte", ImageMagic, headerLength: 16, out int imageCount);
        byte[] labels = Read(folder, "t10k-labels-idx1-ubyte", LabelMagic, headerLength: 8, out int labelCount);
        if (imageCount != labelCount || images.Length != (long)imageCount * PixelsPerImage || labels.Length != labelCount)
        {
            throw new InvalidDataException($"The files of '{folder}' do not belong together: {images.Length} bytes for {imageCount} images, {labels.Length} for {labelCount} labels.");
        }

        return new Mnist(images, labels);
    }

    private static byte[] Read(string folder, string name, int magic, int headerLength, out int count)
    {
        string packed = Path.Combine(folder, name + ".gz"), path = File.Exists(packed) ? packed : Path.Combine(folder, name);
        using Stream file = File.OpenRead(path);
        using Stream content = path == packed ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var memory = new MemoryStream();
        content.CopyTo(memory);
        ReadOnlySpan<byte> bytes = memory.GetBuffer().AsSpan(0, (int)memory.Length);
        if (bytes.Length < headerLength || BinaryPrimitives.ReadInt32BigEndian(bytes) != magic)
        {
            throw new InvalidDataException($"'{path}' is not an MNIST idx file.");
        }

        count = BinaryPrimitives.ReadInt32BigEndian(bytes[4..]);
        return bytes[headerLength..].ToArray();
    }
}

using System;

namespace ModelGen.Npu;

/// <summary>What writer and reader of the binary form share.</summary>
internal static class ProgramFormat
{
    public const int HeaderBytes = 32;
    public const int SectionHeaderBytes = 16;
    public const int ChecksumOffset = 24;

    public static byte[] Magic { get; } = [(byte)'M', (byte)'G', (byte)'N', (byte)'P', (byte)'U', 0x0d, 0x0a, 0x1a];

    /// <summary>The sections, which are numbered from 1 on and stand in this order.</summary>
    public static string[] Sections { get; } = ["code", "constants", "regions", "layers", "semaphores"];

    /// <summary>FNV-1a of the image with zeros for the checksum.</summary>
    public static ulong Checksum(byte[] image)
    {
        byte[] copy = (byte[])image.Clone();
        Array.Clear(copy, ChecksumOffset, 8);
        return StableHash.Of(copy, 0);
    }

    /// <summary>Writes the checksum into an image.</summary>
    public static void Seal(byte[] image)
    {
        ulong checksum = Checksum(image);
        for (int i = 0; i < 8; i++)
        {
            image[ChecksumOffset + i] = (byte)(checksum >> (8 * i));
        }
    }
}

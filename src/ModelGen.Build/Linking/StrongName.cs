using System;
using System.Buffers.Binary;
using System.IO;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;

namespace ModelGen.Build.Linking;

/// <summary>The strong-name signature of an assembly, which a change of the assembly makes invalid.</summary>
internal static class StrongName
{
    private const int ChecksumField = 64, SectionHeaderBytes = 40;

    /// <summary>Whether the assembly has a signature, other than the zeros of public and delayed signing.</summary>
    public static bool IsSigned(byte[] image)
    {
        PEHeaders headers = Headers(image);
        return (headers.CorHeader!.Flags & CorFlags.StrongNameSigned) != 0 && image.AsSpan(Signature(headers)).ContainsAnyExcept((byte)0);
    }

    /// <summary>Signs a changed assembly again, and sets its checksum, as the C# compiler does.</summary>
    /// <param name="image">The assembly, whose signature is overwritten.</param>
    /// <param name="key">The bytes of the key file (.snk) that the compiler signed it with.</param>
    /// <exception cref="CryptographicException">These are no private key, or one of another length.</exception>
    public static void Sign(byte[] image, byte[] key)
    {
        PEHeaders headers = Headers(image);
        Range place = Signature(headers);
        (int start, int end) = (place.Start.Value, place.End.Value);
        int checksum = headers.PEHeaderStartOffset + ChecksumField;
        image.AsSpan(checksum, sizeof(uint)).Clear();

        using var content = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        content.AppendData(image.AsSpan(0, headers.PEHeaderStartOffset + headers.CoffHeader.SizeOfOptionalHeader + (SectionHeaderBytes * headers.SectionHeaders.Length)));
        int body = headers.PEHeader!.SizeOfHeaders;
        content.AppendData(image.AsSpan(body, start - body));
        content.AppendData(image.AsSpan(end));
        using var rsa = new RSACryptoServiceProvider();
        rsa.ImportCspBlob(key);
        byte[] signature = rsa.SignHash(content.GetHashAndReset(), HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);
        Array.Reverse(signature);
        if (signature.Length != end - start)
        {
            throw new CryptographicException($"The key makes signatures of {signature.Length} bytes, but the assembly has one of {end - start} bytes.");
        }

        signature.CopyTo(image, start);
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(checksum), Checksum(image));
    }

    /// <summary>The sum of all 16-bit words with the carry added back, plus the length, as Windows' image loader checks it for drivers.</summary>
    private static uint Checksum(ReadOnlySpan<byte> image)
    {
        uint sum = 0;
        for (int i = 0; i < image.Length; i += 2)
        {
            sum += i + 1 < image.Length ? BinaryPrimitives.ReadUInt16LittleEndian(image[i..]) : image[i];
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        return sum + (uint)image.Length;
    }

    private static PEHeaders Headers(byte[] image) => new(new MemoryStream(image, writable: false));

    private static Range Signature(PEHeaders headers)
    {
        DirectoryEntry directory = headers.CorHeader!.StrongNameSignatureDirectory;
        return headers.TryGetDirectoryOffset(directory, out int offset) ? offset..(offset + directory.Size) : default;
    }
}

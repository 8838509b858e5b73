using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.CompilerServices;

/// <summary>Loads of fewer bytes than a vector takes.</summary>
internal static class PartialBytes
{
    /// <summary>The first <paramref name="count"/> bytes, at most 16, and nothing beyond them; then zeros.</summary>
    public static Vector128<byte> Load(ref readonly byte source, int count)
    {
        Vector128<byte> bytes = Vector128<byte>.Zero;
        Unsafe.CopyBlockUnaligned(ref Unsafe.As<Vector128<byte>, byte>(ref bytes), in source, (uint)count);
        return bytes;
    }
}

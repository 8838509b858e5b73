#if NET
using System;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelGen.Npu;

/// <summary>Eight contiguous bytes as integers.</summary>
internal static class ByteLanes
{
    /// <summary>The bytes from an address on, in their type.</summary>
    public static Vector256<int> Load(byte[] bytes, int address, bool unsigned)
    {
        Vector128<byte> raw = Vector128.CreateScalarUnsafe(MemoryMarshal.Read<ulong>(bytes.AsSpan(address, 8))).AsByte();
        return unsigned
            ? Vector256.WidenLower(Vector128.WidenLower(raw).ToVector256Unsafe()).AsInt32()
            : Vector256.WidenLower(Vector128.WidenLower(raw.AsSByte()).ToVector256Unsafe());
    }

    /// <summary>Writes the low bytes of integers.</summary>
    public static void Store(byte[] bytes, int address, Vector256<int> values)
    {
        Vector128<short> words = Vector128.Narrow(values.GetLower(), values.GetUpper());
        MemoryMarshal.Write(bytes.AsSpan(address, 8), Vector128.Narrow(words, words).AsUInt64().ToScalar());
    }

    /// <summary>The whole numbers nearest to reals, halves to even, within two bounds that are whole numbers.</summary>
    public static Vector256<int> Round(Vector256<float> values, int low, int high) => Vector256.ConvertToInt32(
        Vector256.Round(Vector256.Min(Vector256.Max(values, Vector256.Create((float)low)), Vector256.Create((float)high))));

    /// <summary>Integers within two bounds.</summary>
    public static Vector256<int> Clamp(Vector256<int> values, int low, int high) => Vector256.Min(Vector256.Max(values, Vector256.Create(low)), Vector256.Create(high));
}
#endif

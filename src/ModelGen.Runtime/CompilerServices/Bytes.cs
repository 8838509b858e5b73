using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.CompilerServices;

/// <summary>Loads and stores of fewer bytes than a vector takes, and what vectors of any width need to make bytes.</summary>
internal static class Bytes
{
    /// <summary>1.5 · 2²³: a sum with it, of numbers within ±2²², is a whole number, rounded halves to even, whose lowest bits are those of the float.</summary>
    public const float RoundingAddend = 12582912;

    /// <summary>The bits of <see cref="RoundingAddend"/>.</summary>
    public const int RoundingAddendBits = 0x4B400000;

    /// <summary>The first <paramref name="count"/> bytes, at most 16, and nothing beyond them; then zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Load(ref readonly byte source, int count)
    {
        if (count >= Vector128<byte>.Count)
        {
            return Vector128.LoadUnsafe(in source);
        }

        ref byte first = ref Unsafe.AsRef(in source);
        return count >= sizeof(ulong)
            ? Vector128.Create(Unsafe.ReadUnaligned<ulong>(ref first), LoadFew(ref Unsafe.Add(ref first, sizeof(ulong)), count - sizeof(ulong))).AsByte()
            : Vector128.Create(LoadFew(ref first, count), 0).AsByte();
    }

    /// <summary>Stores the first <paramref name="count"/> bytes, at most 16, and nothing beyond them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<byte> bytes, ref byte destination, int count)
    {
        if (count >= Vector128<byte>.Count)
        {
            bytes.StoreUnsafe(ref destination);
        }
        else if (count >= sizeof(ulong))
        {
            Unsafe.WriteUnaligned(ref destination, bytes.AsUInt64().ToScalar());
            StoreFew(bytes.AsUInt64().GetElement(1), ref Unsafe.Add(ref destination, sizeof(ulong)), count - sizeof(ulong));
        }
        else
        {
            StoreFew(bytes.AsUInt64().ToScalar(), ref destination, count);
        }
    }

    /// <summary>Stores the first <paramref name="count"/> bytes, at most 32, and nothing beyond them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<byte> bytes, ref byte destination, int count)
    {
        if (count >= Vector256<byte>.Count)
        {
            bytes.StoreUnsafe(ref destination);
        }
        else if (count > Vector128<byte>.Count)
        {
            bytes.GetLower().StoreUnsafe(ref destination);
            Store(bytes.GetUpper(), ref Unsafe.Add(ref destination, Vector128<byte>.Count), count - Vector128<byte>.Count);
        }
        else
        {
            Store(bytes.GetLower(), ref destination, count);
        }
    }

    /// <summary>Stores the first <paramref name="count"/> bytes, at most 64, and nothing beyond them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<byte> bytes, ref byte destination, int count)
    {
        if (count >= Vector512<byte>.Count)
        {
            bytes.StoreUnsafe(ref destination);
        }
        else if (count > Vector256<byte>.Count)
        {
            bytes.GetLower().StoreUnsafe(ref destination);
            Store(bytes.GetUpper(), ref Unsafe.Add(ref destination, Vector256<byte>.Count), count - Vector256<byte>.Count);
        }
        else
        {
            Store(bytes.GetLower(), ref destination, count);
        }
    }

    /// <summary>Lanes within 0 … 255 as bytes, in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Narrow(Vector128<int> a, Vector128<int> b, Vector128<int> c, Vector128<int> d) => Sse2.IsSupported
        ? Sse2.PackUnsignedSaturate(Sse2.PackSignedSaturate(a, b), Sse2.PackSignedSaturate(c, d))
        : Vector128.Narrow(Vector128.Narrow(a, b).AsUInt16(), Vector128.Narrow(c, d).AsUInt16());

    /// <summary>Less than eight bytes, the first one lowest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong LoadFew(ref byte source, int count)
    {
        ulong bytes = 0;
        int shift = 0;
        if ((count & 4) != 0)
        {
            bytes = Unsafe.ReadUnaligned<uint>(ref source);
            source = ref Unsafe.Add(ref source, 4);
            shift = 32;
        }

        if ((count & 2) != 0)
        {
            bytes |= (ulong)Unsafe.ReadUnaligned<ushort>(ref source) << shift;
            source = ref Unsafe.Add(ref source, 2);
            shift += 16;
        }

        return (count & 1) != 0 ? bytes | ((ulong)source << shift) : bytes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFew(ulong bytes, ref byte destination, int count)
    {
        if ((count & 4) != 0)
        {
            Unsafe.WriteUnaligned(ref destination, (uint)bytes);
            destination = ref Unsafe.Add(ref destination, 4);
            bytes >>= 32;
        }

        if ((count & 2) != 0)
        {
            Unsafe.WriteUnaligned(ref destination, (ushort)bytes);
            destination = ref Unsafe.Add(ref destination, 2);
            bytes >>= 16;
        }

        if ((count & 1) != 0)
        {
            destination = (byte)bytes;
        }
    }
}

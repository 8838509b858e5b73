using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.CompilerServices;

/// <summary>Looks 64 bytes up at once in a table of 256, which four registers hold.</summary>
internal static class ByteTable512
{
    /// <summary>Fewer bytes than these are not worth the loads of the table.</summary>
    public const int LeastCount = 16;

    /// <summary>Whether the processor permutes bytes of two registers.</summary>
    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Avx512Vbmi.IsSupported;
    }

    /// <summary>y = table[x].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Map(ref byte x, ref byte table, ref byte y, int count)
    {
        Vector512<byte> first = Vector512.LoadUnsafe(ref table), second = Vector512.LoadUnsafe(ref table, 64);
        Vector512<byte> third = Vector512.LoadUnsafe(ref table, 128), fourth = Vector512.LoadUnsafe(ref table, 192);
        int i = 0;
        for (; i <= count - Vector512<byte>.Count; i += Vector512<byte>.Count)
        {
            LookUp(Vector512.LoadUnsafe(ref x, (nuint)i), first, second, third, fourth).StoreUnsafe(ref y, (nuint)i);
        }

        if (i < count)
        {
            Vector512<byte> rest = Vector512<byte>.Zero;
            ref byte bytes = ref Unsafe.As<Vector512<byte>, byte>(ref rest);
            Unsafe.CopyBlockUnaligned(ref bytes, ref Unsafe.Add(ref x, i), (uint)(count - i));
            rest = LookUp(rest, first, second, third, fourth);
            Unsafe.CopyBlockUnaligned(ref Unsafe.Add(ref y, i), ref bytes, (uint)(count - i));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> LookUp(Vector512<byte> x, Vector512<byte> first, Vector512<byte> second, Vector512<byte> third, Vector512<byte> fourth)
    {
        Vector512<byte> lower = Avx512Vbmi.PermuteVar64x8x2(first, x, second), upper = Avx512Vbmi.PermuteVar64x8x2(third, x, fourth);
        return Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512.Create((byte)127)), upper, lower);
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.CompilerServices;

/// <summary>AVX-512: pairs of 16-bit products, which are exact, where the pairs of 8-bit products saturate.</summary>
internal readonly unsafe struct PairDot512 : IInt8Dot<Vector512<int>, EvenOdd<Vector512<short>>, EvenOdd<Vector512<short>>>
{
    public static int Lanes => 16;

    public static int Vectors => 4;

    public static int Pixels(int vectors) => vectors > 2 ? 4 : 6;

    public static Vector512<int> Zero => Vector512<int>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EvenOdd<Vector512<short>> Activations(byte* x) => Split(Vector512.Create(Unsafe.ReadUnaligned<uint>(x)).AsUInt16());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EvenOdd<Vector512<short>> Quads(byte* x) => Split(Vector512.Load((ushort*)x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EvenOdd<Vector512<short>> Weights(byte* weights)
    {
        Vector512<short> pairs = Vector512.Load((short*)weights);
        return new EvenOdd<Vector512<short>>((pairs << 8) >> 8, pairs >> 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Add(Vector512<int> sum, EvenOdd<Vector512<short>> x, EvenOdd<Vector512<short>> weights) =>
        sum + Avx512BW.MultiplyAddAdjacent(x.Even, weights.Even) + Avx512BW.MultiplyAddAdjacent(x.Odd, weights.Odd);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Correct(Vector512<int> correction, EvenOdd<Vector512<short>> weights) => correction;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<int> sum, Vector512<int> correction, int* destination) => sum.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static EvenOdd<Vector512<short>> Split(Vector512<ushort> pairs) =>
        new((pairs & Vector512.Create((ushort)byte.MaxValue)).AsInt16(), (pairs >>> 8).AsInt16());
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.CompilerServices;

/// <summary>AVX2: pairs of 16-bit products, which are exact, where the pairs of 8-bit products saturate.</summary>
internal readonly unsafe struct PairDot256 : IInt8Dot<Vector256<int>, EvenOdd<Vector256<short>>, EvenOdd<Vector256<short>>>
{
    public static int Lanes => 8;

    public static int Vectors => 2;

    public static int Pixels(int vectors) => 4;

    public static Vector256<int> Zero => Vector256<int>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EvenOdd<Vector256<short>> Activations(byte* x) => Split(Vector256.Create(Unsafe.ReadUnaligned<uint>(x)).AsUInt16());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EvenOdd<Vector256<short>> Quads(byte* x) => Split(Vector256.Load((ushort*)x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EvenOdd<Vector256<short>> Weights(byte* weights)
    {
        Vector256<short> pairs = Vector256.Load((short*)weights);
        return new EvenOdd<Vector256<short>>((pairs << 8) >> 8, pairs >> 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Add(Vector256<int> sum, EvenOdd<Vector256<short>> x, EvenOdd<Vector256<short>> weights) =>
        sum + Avx2.MultiplyAddAdjacent(x.Even, weights.Even) + Avx2.MultiplyAddAdjacent(x.Odd, weights.Odd);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Correct(Vector256<int> correction, EvenOdd<Vector256<short>> weights) => correction;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<int> sum, Vector256<int> correction, int* destination) => sum.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static EvenOdd<Vector256<short>> Split(Vector256<ushort> pairs) =>
        new((pairs & Vector256.Create((ushort)byte.MaxValue)).AsInt16(), (pairs >>> 8).AsInt16());
}

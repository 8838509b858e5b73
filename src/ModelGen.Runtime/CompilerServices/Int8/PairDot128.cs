using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.CompilerServices;

/// <summary>SSE, NEON without dot products, and any other processor: pairs of 16-bit products, which are exact, where the pairs of 8-bit products saturate.</summary>
internal readonly unsafe struct PairDot128 : IInt8Dot<Vector128<int>, EvenOdd<Vector128<short>>, EvenOdd<Vector128<short>>>
{
    public static int Lanes => 4;

    public static int Vectors => AdvSimd.IsSupported ? 4 : 2;

    public static int Pixels(int vectors) => 4;

    public static Vector128<int> Zero => Vector128<int>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EvenOdd<Vector128<short>> Activations(byte* x) => Split(Vector128.Create(Unsafe.ReadUnaligned<uint>(x)).AsUInt16());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EvenOdd<Vector128<short>> Quads(byte* x) => Split(Vector128.Load((ushort*)x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EvenOdd<Vector128<short>> Weights(byte* weights)
    {
        Vector128<short> pairs = Vector128.Load((short*)weights);
        return new EvenOdd<Vector128<short>>((pairs << 8) >> 8, pairs >> 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Add(Vector128<int> sum, EvenOdd<Vector128<short>> x, EvenOdd<Vector128<short>> weights) =>
        sum + MultiplyAddPairs(x.Even, weights.Even) + MultiplyAddPairs(x.Odd, weights.Odd);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Correct(Vector128<int> correction, EvenOdd<Vector128<short>> weights) => correction;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<int> sum, Vector128<int> correction, int* destination) => sum.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static EvenOdd<Vector128<short>> Split(Vector128<ushort> pairs) =>
        new((pairs & Vector128.Create((ushort)byte.MaxValue)).AsInt16(), (pairs >>> 8).AsInt16());

    /// <summary>Products of 16-bit lanes, each two neighbouring ones added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> MultiplyAddPairs(Vector128<short> a, Vector128<short> b)
    {
        if (Sse2.IsSupported)
        {
            return Sse2.MultiplyAddAdjacent(a, b);
        }

        if (AdvSimd.Arm64.IsSupported)
        {
            return AdvSimd.Arm64.AddPairwise(AdvSimd.MultiplyWideningLower(a.GetLower(), b.GetLower()), AdvSimd.MultiplyWideningUpper(a, b));
        }

        Vector128<int> even = ((a.AsInt32() << 16) >> 16) * ((b.AsInt32() << 16) >> 16);
        return even + ((a.AsInt32() >> 16) * (b.AsInt32() >> 16));
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.CompilerServices;

/// <summary>AVX-VNNI: dot products of unsigned with signed quads.</summary>
internal readonly unsafe struct VnniDot256 : IInt8Dot<Vector256<int>, Vector256<byte>, Vector256<sbyte>>
{
    public static int Lanes => 8;

    public static int Vectors => 2;

    public static int Pixels(int vectors) => 6;

    public static Vector256<int> Zero => Vector256<int>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Activations(byte* x) => Vector256.Create(Unsafe.ReadUnaligned<uint>(x)).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Quads(byte* x) => Vector256.Load(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<sbyte> Weights(byte* weights) => Vector256.Load((sbyte*)weights);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Add(Vector256<int> sum, Vector256<byte> x, Vector256<sbyte> weights) => AvxVnni.MultiplyWideningAndAdd(sum, x, weights);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Correct(Vector256<int> correction, Vector256<sbyte> weights) => correction;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<int> sum, Vector256<int> correction, int* destination) => sum.Store(destination);
}

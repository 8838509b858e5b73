using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace ModelGen.CompilerServices;

/// <summary>
/// NEON with dot products, which take two signed or two unsigned operands: activations lose 128, and the sums get 128 times the sum of the
/// weights in the end.
/// </summary>
internal readonly unsafe struct SignedDot128 : IInt8Dot<Vector128<int>, Vector128<sbyte>, Vector128<sbyte>>
{
    private const int OffsetBits = 7;

    public static int Lanes => 4;

    public static int Vectors => 4;

    public static int Pixels(int vectors) => 4;

    public static Vector128<int> Zero => Vector128<int>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> Activations(byte* x) =>
        (Vector128.Create(Unsafe.ReadUnaligned<uint>(x)).AsByte() ^ Vector128.Create((byte)(1 << OffsetBits))).AsSByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> Quads(byte* x) => (Vector128.Load(x) ^ Vector128.Create((byte)(1 << OffsetBits))).AsSByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> Weights(byte* weights) => Vector128.Load((sbyte*)weights);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Add(Vector128<int> sum, Vector128<sbyte> x, Vector128<sbyte> weights) => Dp.DotProduct(sum, x, weights);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Correct(Vector128<int> correction, Vector128<sbyte> weights) => Dp.DotProduct(correction, weights, Vector128<sbyte>.One);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<int> sum, Vector128<int> correction, int* destination) => (sum + (correction << OffsetBits)).Store(destination);
}

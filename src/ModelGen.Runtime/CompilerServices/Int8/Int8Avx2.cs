using System.ComponentModel;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.CompilerServices;

/// <summary>256-bit vectors: AVX2.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Int8Avx2 : IInt8Tile
{
    /// <inheritdoc/>
    public static Isa Isa => Isa.Vector256;

    /// <inheritdoc/>
    public static bool IsSupported => Avx2.IsSupported;

    /// <inheritdoc/>
    public static void Run(ref Int8TileArguments arguments, int pixels, int blocks) =>
        Int8VectorTile<PairDot256, Vector256<int>, EvenOdd<Vector256<short>>, EvenOdd<Vector256<short>>>.Run(ref arguments, pixels, blocks);

    /// <inheritdoc/>
    public static void Depthwise(ref Int8DepthwiseArguments arguments, ref readonly byte x, int rows, int pixels, int channels, ref byte y) =>
        Int8VectorDepthwise<PairDot256, Vector256<int>, EvenOdd<Vector256<short>>, EvenOdd<Vector256<short>>, VectorBytes32>.Run(ref arguments, in x, rows, pixels, channels, ref y);
}

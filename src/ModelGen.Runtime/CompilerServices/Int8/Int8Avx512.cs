using System.ComponentModel;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.CompilerServices;

/// <summary>512-bit vectors: AVX-512 without dot products of bytes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Int8Avx512 : IInt8Tile
{
    /// <inheritdoc/>
    public static Isa Isa => Isa.Vector512;

    /// <inheritdoc/>
    public static bool IsSupported => Avx512BW.IsSupported;

    /// <inheritdoc/>
    public static bool HasWinograd => true;

    /// <inheritdoc/>
    public static void WinogradInput(ref Int8Winograd winograd, ref readonly byte x, int band) =>
        ByteWinogradProduct.Transform(ref winograd, in x, band);

    /// <inheritdoc/>
    public static void WinogradSums(ref Int8Winograd winograd, ref readonly byte weights) =>
        ByteWinogradProduct.Sums(ref winograd, in weights);

    /// <inheritdoc/>
    public static void Run(ref Int8TileArguments arguments, int pixels, int blocks) =>
        Int8VectorTile<PairDot512, Vector512<int>, EvenOdd<Vector512<short>>, EvenOdd<Vector512<short>>>.Run(ref arguments, pixels, blocks);

    /// <inheritdoc/>
    public static void Depthwise(ref Int8DepthwiseArguments arguments, ref readonly byte x, int rows, int pixels, int channels, ref byte y) =>
        Int8VectorDepthwise<PairDot512, Vector512<int>, EvenOdd<Vector512<short>>, EvenOdd<Vector512<short>>, VectorBytes64>.Run(ref arguments, in x, rows, pixels, channels, ref y);
}

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
    public static bool HasWinograd => true;

    /// <inheritdoc/>
    public static void WinogradInput(ref Int8Winograd winograd, ref readonly byte x, int band) =>
        ByteWinogradProduct.Transform(ref winograd, in x, band);

    /// <inheritdoc/>
    public static void WinogradSums(ref Int8Winograd winograd, ref readonly byte weights) =>
        ByteWinogradProduct.Sums(ref winograd, in weights);

    /// <inheritdoc/>
    public static void Begin(ref Int8TileArguments arguments) => WordProduct.Begin(ref arguments);

    /// <inheritdoc/>
    public static void Prepare(ref Int8TileArguments arguments, int pixels) => WordProduct.Prepare(ref arguments, pixels);

    /// <inheritdoc/>
    public static void Run(ref Int8TileArguments arguments, int pixels, int blocks)
    {
        if (arguments.Words.Pairs > 0)
        {
            WordProduct.Run(ref arguments, pixels, blocks);
        }
        else
        {
            Int8VectorTile<PairDot256, Vector256<int>, EvenOdd<Vector256<short>>, EvenOdd<Vector256<short>>>.Run(ref arguments, pixels, blocks);
        }
    }

    /// <inheritdoc/>
    public static void Depthwise(ref Int8DepthwiseArguments arguments, ref readonly byte x, int rows, int pixels, int channels, ref byte y) =>
        Int8VectorDepthwise<PairDot256, Vector256<int>, EvenOdd<Vector256<short>>, EvenOdd<Vector256<short>>, VectorBytes32>.Run(ref arguments, in x, rows, pixels, channels, ref y);
}

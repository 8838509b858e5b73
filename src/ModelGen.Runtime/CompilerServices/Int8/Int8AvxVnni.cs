using System.ComponentModel;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.CompilerServices;

/// <summary>256-bit vectors with dot products of bytes: AVX-VNNI.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Int8AvxVnni : IInt8Tile
{
    /// <inheritdoc/>
    public static Isa Isa => Isa.AvxVnni;

    /// <inheritdoc/>
    public static bool IsSupported => AvxVnni.IsSupported;

    /// <inheritdoc/>
    public static void Run(ref Int8TileArguments arguments, int pixels, int blocks) =>
        Int8VectorTile<VnniDot256, Vector256<int>, Vector256<byte>, Vector256<sbyte>>.Run(ref arguments, pixels, blocks);

    /// <inheritdoc/>
    public static void Depthwise(ref Int8DepthwiseArguments arguments, ref readonly byte x, int rows, int pixels, int channels, ref byte y) =>
        Int8VectorDepthwise<VnniDot256, Vector256<int>, Vector256<byte>, Vector256<sbyte>, VectorBytes32>.Run(ref arguments, in x, rows, pixels, channels, ref y);
}

using System.ComponentModel;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.CompilerServices;

/// <summary>512-bit vectors with dot products of bytes: AVX-512-VNNI. .NET 10 has no intrinsics for it, so that the tiles are machine code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct Int8Avx512Vnni : IInt8Tile
{
    /// <inheritdoc/>
    public static Isa Isa => Isa.Avx512Vnni;

    /// <inheritdoc/>
    public static bool IsSupported => Avx512VnniTiles.Code is not null;

    /// <inheritdoc/>
    public static void Run(ref Int8TileArguments arguments, int pixels, int blocks) => Avx512VnniTiles.Run(Avx512VnniTiles.Code, ref arguments, pixels, blocks);

    /// <inheritdoc/>
    public static void Depthwise(ref Int8DepthwiseArguments arguments, ref readonly byte x, int rows, int pixels, int channels, ref byte y)
    {
        if (AvxVnni.IsSupported)
        {
            Int8VectorDepthwise<VnniDot256, Vector256<int>, Vector256<byte>, Vector256<sbyte>, VectorBytes64>.Run(ref arguments, in x, rows, pixels, channels, ref y);
        }
        else
        {
            Int8Avx512.Depthwise(ref arguments, in x, rows, pixels, channels, ref y);
        }
    }
}

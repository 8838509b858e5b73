using System.ComponentModel;

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
    public static int Pixels(int blocks) => blocks switch { 1 or 2 => 10, 3 => 8, _ => 6 };

    /// <inheritdoc/>
    public static void Run(ref Int8TileArguments arguments, int pixels, int blocks) => Avx512VnniTiles.Run(Avx512VnniTiles.Code, ref arguments, pixels, blocks);
}

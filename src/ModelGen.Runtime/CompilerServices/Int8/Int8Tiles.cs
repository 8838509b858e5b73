using System.ComponentModel;

namespace ModelGen.CompilerServices;

/// <summary>The products of bytes on the instruction set that a program runs on, as generated kernels call them: a form of <see cref="IInt8Tile"/> chosen at load.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class Int8Tiles
{
    /// <summary>The most channels of a tile.</summary>
    public const int MostChannels = Int8TileArguments.MostBlocks * Int8TileArguments.BlockChannels;

    /// <summary>The most sums of a tile.</summary>
    public const int MostSums = Int8TileArguments.MostPixels * MostChannels;

    private protected Int8Tiles()
    {
    }

    /// <inheritdoc cref="IInt8Tile.Pixels"/>
    public abstract int Pixels(int blocks);

    /// <inheritdoc cref="IInt8Tile.Run"/>
    public abstract void Run(ref Int8TileArguments arguments, int pixels, int blocks);

    /// <summary>The products on an instruction set that is there.</summary>
    internal static Int8Tiles For(Isa isa) => isa switch
    {
        Isa.Avx512Vnni => new Tiles<Int8Avx512Vnni>(),
        Isa.Vector512 => new Tiles<Int8Avx512>(),
        Isa.AvxVnni => new Tiles<Int8AvxVnni>(),
        Isa.Vector256 => new Tiles<Int8Avx2>(),
        Isa.Vector128 => new Tiles<Int8Vector128>(),
        _ => new Tiles<Int8Scalar>(),
    };

    private sealed class Tiles<T> : Int8Tiles
        where T : struct, IInt8Tile
    {
        public override int Pixels(int blocks) => T.Pixels(blocks);

        public override void Run(ref Int8TileArguments arguments, int pixels, int blocks) => T.Run(ref arguments, pixels, blocks);
    }
}

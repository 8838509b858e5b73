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

    /// <summary>What a buffer has beside the sums of a tile, so that they begin with a cache line and can be read four vectors at a time.</summary>
    public const int SumsSlack = 4 * Int8TileArguments.BlockChannels;

    private protected Int8Tiles()
    {
    }

    /// <inheritdoc cref="IInt8Tile.Begin"/>
    public abstract void Begin(ref Int8TileArguments arguments);

    /// <inheritdoc cref="IInt8Tile.Prepare"/>
    public abstract void Prepare(ref Int8TileArguments arguments, int pixels);

    /// <inheritdoc cref="IInt8Tile.Run"/>
    public abstract void Run(ref Int8TileArguments arguments, int pixels, int blocks);

    /// <inheritdoc cref="IInt8Tile.End"/>
    public abstract void End(ref Int8TileArguments arguments);

    /// <inheritdoc cref="IInt8Tile.HasWinograd"/>
    public abstract bool HasWinograd { get; }

    /// <inheritdoc cref="IInt8Tile.WinogradInput"/>
    public abstract void WinogradInput(ref Int8Winograd winograd, ref readonly byte x, int band);

    /// <inheritdoc cref="IInt8Tile.WinogradSums"/>
    public abstract void WinogradSums(ref Int8Winograd winograd, ref readonly byte weights);

    /// <inheritdoc cref="IInt8Tile.Depthwise"/>
    public abstract void Depthwise(ref Int8DepthwiseArguments arguments, ref readonly byte x, int rows, int pixels, int channels, ref byte y);

    /// <summary>The products on an instruction set that is there.</summary>
    internal static Int8Tiles For(Isa isa) => isa switch
    {
        Isa.AmxInt8 => new Tiles<Int8Amx>(),
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
        public override bool HasWinograd => T.HasWinograd;

        public override void WinogradInput(ref Int8Winograd winograd, ref readonly byte x, int band) => T.WinogradInput(ref winograd, in x, band);

        public override void WinogradSums(ref Int8Winograd winograd, ref readonly byte weights) => T.WinogradSums(ref winograd, in weights);

        public override void Begin(ref Int8TileArguments arguments) => T.Begin(ref arguments);

        public override void Prepare(ref Int8TileArguments arguments, int pixels) => T.Prepare(ref arguments, pixels);

        public override void Run(ref Int8TileArguments arguments, int pixels, int blocks) => T.Run(ref arguments, pixels, blocks);

        public override void End(ref Int8TileArguments arguments) => T.End(ref arguments);

        public override void Depthwise(ref Int8DepthwiseArguments arguments, ref readonly byte x, int rows, int pixels, int channels, ref byte y) =>
            T.Depthwise(ref arguments, in x, rows, pixels, channels, ref y);
    }
}

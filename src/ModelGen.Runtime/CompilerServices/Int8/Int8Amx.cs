using System.ComponentModel;

namespace ModelGen.CompilerServices;

/// <summary>Tile registers: AMX-INT8. .NET 10 has no intrinsics for it, so that the products are machine code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct Int8Amx : IInt8Tile
{
    /// <inheritdoc/>
    public static Isa Isa => Isa.AmxInt8;

    /// <inheritdoc/>
    public static bool IsSupported => AmxTiles.Code is not null;

    /// <inheritdoc/>
    public static void Begin(ref Int8TileArguments arguments) => AmxProduct<AmxMachine>.Begin(ref arguments);

    /// <inheritdoc/>
    public static void Prepare(ref Int8TileArguments arguments, int pixels) => AmxProduct<AmxMachine>.Prepare(ref arguments, pixels);

    /// <inheritdoc/>
    public static void Run(ref Int8TileArguments arguments, int pixels, int blocks) => AmxProduct<AmxMachine>.Run(ref arguments, pixels, blocks);

    /// <inheritdoc/>
    public static void End(ref Int8TileArguments arguments) => AmxProduct<AmxMachine>.End(ref arguments);

    /// <inheritdoc/>
    public static void Depthwise(ref Int8DepthwiseArguments arguments, ref readonly byte x, int rows, int pixels, int channels, ref byte y) =>
        Int8Avx512Vnni.Depthwise(ref arguments, in x, rows, pixels, channels, ref y);
}

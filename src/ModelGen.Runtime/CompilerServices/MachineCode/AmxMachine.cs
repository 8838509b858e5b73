namespace ModelGen.CompilerServices;

/// <summary>The processor.</summary>
internal readonly unsafe struct AmxMachine : IAmxMachine
{
    /// <inheritdoc/>
    public static void Configure(in AmxConfiguration configuration) => AmxTiles.Configure(AmxTiles.Code, in configuration);

    /// <inheritdoc/>
    public static void Multiply(AmxPanel* panel, int groups, int blocks, bool isLong) => AmxTiles.Multiply(AmxTiles.Code, panel, groups, blocks, isLong);

    /// <inheritdoc/>
    public static void Release() => AmxTiles.Release(AmxTiles.Code);

    /// <inheritdoc/>
    public static void RunVectors(ref Int8TileArguments arguments, int pixels, int blocks) => Int8Avx512Vnni.Run(ref arguments, pixels, blocks);
}

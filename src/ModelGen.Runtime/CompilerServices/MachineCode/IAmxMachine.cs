namespace ModelGen.CompilerServices;

/// <summary>What executes the machine code for AMX.</summary>
internal unsafe interface IAmxMachine
{
    /// <summary>Configures the tile registers of the calling thread and clears them.</summary>
    static abstract void Configure(in AmxConfiguration configuration);

    /// <summary>Computes a panel.</summary>
    /// <param name="panel">The operands.</param>
    /// <param name="groups">The groups of pixels, 1 or 2.</param>
    /// <param name="blocks">The blocks of channels, 1 or 2.</param>
    /// <param name="isLong">Whether it may take longer than a microsecond, so that the garbage collector must not wait for it.</param>
    static abstract void Multiply(AmxPanel* panel, int groups, int blocks, bool isLong);

    /// <summary>Releases the tile registers.</summary>
    static abstract void Release();

    /// <summary>Computes a tile without tile registers, where these would not pay.</summary>
    /// <inheritdoc cref="IInt8Tile.Run"/>
    static abstract void RunVectors(ref Int8TileArguments arguments, int pixels, int blocks);
}

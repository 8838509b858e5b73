namespace ModelGen.Compiler.Backends.Npu.Layers;

/// <summary>How much of a result a tile has.</summary>
internal interface ITileSize
{
    /// <summary>Rows of a tile.</summary>
    int Rows { get; }

    /// <summary>Columns of a tile.</summary>
    int Columns { get; }

    /// <summary>Channels of a tile.</summary>
    int Channels { get; }

    /// <summary>Bytes of the scratchpad for all tiles.</summary>
    long Bytes { get; }
}

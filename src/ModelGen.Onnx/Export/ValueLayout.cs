namespace ModelGen.Onnx.Export;

/// <summary>How the axes of a value of the IR graph lie in the ONNX graph.</summary>
internal enum ValueLayout
{
    /// <summary>As in the IR.</summary>
    Logical,

    /// <summary>(N, C, H, W) for the IR's (N, H, W, C); of rank 4.</summary>
    ChannelsFirst,

    /// <summary>(N, C·H·W) for the IR's (N, H·W·C): a flattened image whose readers permute their weights to match.</summary>
    ChannelsFirstFlat,
}

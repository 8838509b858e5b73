namespace ModelGen.Onnx;

/// <summary>How a model is exported.</summary>
public sealed record OnnxExportOptions
{
    /// <summary>
    /// The layout of the model's images at its inputs and outputs. With <see cref="OnnxImageLayout.ChannelsLast"/> every input and output
    /// has the shape that the model class declares. With <see cref="OnnxImageLayout.ChannelsFirst"/> a four-dimensional input is
    /// (N, C, H, W) if it reaches a convolution, pooling, batch norm or resize before its axes are rearranged, and so is a
    /// four-dimensional output that comes from one; all others keep the declared shape. <see cref="OnnxModel.Inputs"/> and
    /// <see cref="OnnxModel.Outputs"/> say which are which.
    /// </summary>
    public OnnxImageLayout InputLayout { get; init; } = OnnxImageLayout.ChannelsFirst;

    /// <summary>The precision of a calibrated model; null for 8 bits. A model without calibration is in single precision.</summary>
    public Precision? Precision { get; init; }

    /// <summary>The most bytes that the weights may take: what protobuf readers accept, less some for the graph itself.</summary>
    internal long SizeLimit { get; init; } = int.MaxValue - (16L << 20);
}

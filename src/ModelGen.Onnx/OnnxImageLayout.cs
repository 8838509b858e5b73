namespace ModelGen.Onnx;

/// <summary>How the four axes of an image lie in an exported model.</summary>
public enum OnnxImageLayout
{
    /// <summary>(N, C, H, W), as most ONNX models have it.</summary>
    ChannelsFirst,

    /// <summary>(N, H, W, C), as the model class declares it.</summary>
    ChannelsLast,
}
